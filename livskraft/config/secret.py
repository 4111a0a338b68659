"""The key that signs sessions and links, kept in the data folder unless the environment gives one."""

import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """Return the installation's key; make it once, readable by its owner only.

    Two processes that start at once agree: the first complete file wins.
    """
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".secret-key-{os.getpid()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
