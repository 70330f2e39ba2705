"""A Draft into artefacts: pandoc reads it once with its citations, then DOCX, PDF, HTML and Markdown are written from the one tree."""
