"""WSP: the YAML files, the names in them, and the checks themselves."""
