"""One file per audience, its table of routes on top; each handler parses, asks or commands, and answers."""
