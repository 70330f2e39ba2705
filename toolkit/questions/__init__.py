"""The document of a consultation taken apart: what it asks, what there is to choose from, until when, and how to answer. Pure."""
