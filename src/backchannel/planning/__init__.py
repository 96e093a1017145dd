"""The substance of a negotiation: pure folds over acts on channels of our own side."""
