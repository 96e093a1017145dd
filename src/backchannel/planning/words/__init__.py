"""What our side makes of words: judgements of statements and letters, pegs and what hangs on them. Pure."""
