"""CLM: figures, dates and hedges, in claims and in the prose around them."""
