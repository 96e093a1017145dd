"""The pages of a case, a module a subject; every one stands below /case/{case}, within the same frame."""
