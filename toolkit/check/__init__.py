"""What would embarrass somebody, found before the document is sent: one rule a file, an engine, waivers. Offline and pure."""
