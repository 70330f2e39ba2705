"""Copies of one response for different readers: which parts are not for everybody, and what a copy has in their place."""
