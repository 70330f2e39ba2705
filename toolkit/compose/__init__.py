"""A workspace and an outline into a Draft: what one response says, with the origin of every block and the place of every claim."""
