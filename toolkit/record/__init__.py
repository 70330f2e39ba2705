"""What was sent: frozen whole, proven later, and asked when a statement turns out to be wrong."""
