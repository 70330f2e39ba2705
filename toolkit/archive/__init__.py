"""Copies of sources: kept with their hashes, read page by page, and held against what is quoted from them."""
