"""English prose as a reader takes it in: where sentences begin and end, and which numbers are figures. Knows nothing of the toolkit."""
