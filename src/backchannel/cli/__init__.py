"""The commands over the desk. Nothing is decided here: a command reads words, calls one use case, and says what was."""
