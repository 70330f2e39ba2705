"""CIT: what is cited, how, and what should have been."""
