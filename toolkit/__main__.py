"""``python -m toolkit``: the same as the command ``consult``."""

from toolkit.faces.cli import main

if __name__ == "__main__":
    main()
