"""Pictures, drawn here as SVG: each says in words what it shows, and beside each stands the same as a table or list."""
