"""Settings of the property tests of this room."""

from hypothesis import settings

# How long an example takes says more of the machine than of the code, and a slow one is no fault.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
