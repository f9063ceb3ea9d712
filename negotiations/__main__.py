"""`python -m negotiations`."""

from negotiations.cli import main

if __name__ == "__main__":
    main()
