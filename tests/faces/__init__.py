"""The commands as people use them. A package, since other rooms have test files of the same names."""
