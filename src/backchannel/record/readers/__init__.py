"""The readers: one module a format, each with `read`, from the bytes of a file to a document and a report."""
