"""The demo: an invented negotiation between two invented states, played on real desks with a real relay."""
