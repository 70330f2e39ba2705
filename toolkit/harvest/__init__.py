"""Old responses taken apart: free-text notes become proposed sources, sentences with notes become proposed claims, headings an outline."""
