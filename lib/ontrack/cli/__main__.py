"""``python -m ontrack.cli``: the command line."""

from ontrack.cli.commands import main

if __name__ == "__main__":
    main()
