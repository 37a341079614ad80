"""What the terminal shows, a module a command."""
