"""``python -m ontrack.cli``: the command line."""

from ontrack.cli.app import main

if __name__ == "__main__":
    main()
