"""The record: what a document is. Passages, apparatus, dates, captions, and the readers and writers of files.

Pure data and pure functions: bytes and values in, documents and text out. There is no file, clock or database
here, and no other room of the house is known but `errors`.
"""
