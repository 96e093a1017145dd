"""Answering: how a draft stands to each passage of a letter, as far as its words say."""
