"""REC: what is asked for, and what it rests on."""
