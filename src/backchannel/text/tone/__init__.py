"""Tone: what a charter's rules of courtesy and restraint make doubtful in a draft."""
