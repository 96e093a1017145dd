"""The office of a negotiation: whose desks there are, and on which channels they sit."""

DESK = "The strait desk"
"""Ilse (principal), Greta and Karl of Valdria: who runs day-to-day business."""
GROUP = "The small group"
"""Ilse (principal) and Greta of Valdria alone; Karl must not learn that there is one."""
NORLUND, SUDMARK, TERVANIA = "Talks with Norlund", "Talks with Sudmark", "Talks with Tervania"
"""Ilse with one ally each: Hanne, Bram, Ines. The line with the other side (Ilse and Tomas) is `table.LINE`."""
CASE = "The strait in winter"
EVERYBODY = ("ilse", "greta", "karl", "tomas", "hanne", "bram", "ines")
