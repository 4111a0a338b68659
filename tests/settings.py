"""The settings of an installation, in a data folder that lives as long as the test run.

Importing this before the real settings keeps the tests away from the data of whoever runs them.
The database is SQLite in memory unless DATABASE_URL says otherwise.
"""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="livskraft-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("LIVSKRAFT_")]:
    if _name != "LIVSKRAFT_CHROMIUM":
        del os.environ[_name]
os.environ["LIVSKRAFT_DATA"] = _folder
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from livskraft.cli.translations import compile_translations  # noqa: E402
from livskraft.config.settings import *  # noqa: E402, F403

compile_translations()

STATIC_ROOT.mkdir()  # noqa: F405

# Neither hashed file names, which need collectstatic first, nor slow hashing of passwords.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
