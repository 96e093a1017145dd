"""The calendar of a negotiation: stages, dates as they were written, what needs what, and what others may be told."""
