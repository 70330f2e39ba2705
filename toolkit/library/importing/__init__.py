"""Entries of other reference managers, read from the files that they export: each format in a module of its own, all into one form."""
