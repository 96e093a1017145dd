"""The generator of the vectors, written from the pages of `docs/`; it knows nothing of the product."""
