"""What loans decide."""
