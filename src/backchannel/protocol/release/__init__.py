"""Releases: what all parties together make public and provable. The only place that signs (`docs/release.md`)."""
