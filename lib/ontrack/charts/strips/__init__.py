"""What scenarios would change."""
