"""Words: what stands in the exact words of what this desk may read, and what a person decides about it."""
