"""The desk: what a person can do, one use case at a time, over the vault, the protocol and the carriers."""
