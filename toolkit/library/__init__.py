"""The library put to use again: found by its words, suggested for a question, with how fresh it is and where it was said before."""
