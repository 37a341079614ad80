"""What is read back from a finished PDF."""
