"""Articles and drafts written by hand with an invented record: what the generated set has not. See README.md."""
