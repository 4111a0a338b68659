"""`python -m livskraft` is the same as the command `livskraft`."""

from livskraft.cli.main import main

if __name__ == "__main__":
    main()
