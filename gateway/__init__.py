"""The HTTP face of the one-stop service zone: it answers people, owns their data, and sends commands to pillars."""
