"""Quotations: where a draft quotes, whom it says it quotes, and how the words differ from those of a document."""
