"""How numbers are read in prose, from digits and words up to amounts; figures.py, beside this room, is what rules use."""
