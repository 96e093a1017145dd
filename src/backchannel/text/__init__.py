"""Text: folding with exact maps back to the original, tokens, and the language of search. Pure; knows the record."""
