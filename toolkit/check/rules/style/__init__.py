"""STY: one way of writing throughout."""
