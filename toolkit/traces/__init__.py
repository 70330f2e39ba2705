"""What files tell besides what is printed: read in one place, for the check that finds it and for what takes it out."""
