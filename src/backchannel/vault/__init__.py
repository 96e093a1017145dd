"""The vault: one person's desk on one disk, encrypted, changed all or not at all."""
