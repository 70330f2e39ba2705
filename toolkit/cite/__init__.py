"""From entries of a bibliography to what citeproc reads: CSL JSON, locators and styles. Pure: no processes, no network."""
