"""What a printed text says beside its words: references, gaps, source notes. Grammars over text, and no more."""
