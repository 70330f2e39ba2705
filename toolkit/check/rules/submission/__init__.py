"""SUB: the document as it will arrive: questions, limits, left-overs, the built files."""
