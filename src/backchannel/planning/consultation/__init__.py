"""Consultation: who is concerned, who was heard under which rule, and what may not go out before. Pure."""
