"""`python -m ops …`; every command takes --json and ends with 1 when what it looked at is not in order."""

from ops.commands import main

if __name__ == "__main__":
    main()
