"""The use cases of planning: what is written as acts on our own side, and what is read from them."""
