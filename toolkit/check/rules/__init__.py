"""The rules, one a file, in a folder for each family. The engine finds them by walking this folder."""
