"""DOC: what a press release, an open letter, a column or a joint submission must have, each of its own kind."""
