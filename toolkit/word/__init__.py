"""The Word forms of receiving bodies: read, understood and filled in, with everything else in the file left as it was."""
