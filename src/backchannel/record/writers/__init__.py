"""The writers: one module a format, each with `write`, from a document to text."""
