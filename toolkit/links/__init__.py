"""Whether cited addresses still lead to what is cited: asked politely, judged in three values, kept with the day."""
