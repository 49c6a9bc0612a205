"""The five pillars. Each has the same entries; whoever has read one has read them all."""
