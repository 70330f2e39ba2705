"""SRC: whether a reader will find the source again."""
