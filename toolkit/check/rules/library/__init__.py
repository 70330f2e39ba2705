"""LIB: the bibliography as a file, and what its entries hold."""
