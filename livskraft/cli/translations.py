"""Swedish texts: each `django.po` of the package → the `django.mo` beside it that Django reads.

Knows nothing of Django, so that it can run before Django looks for the texts.
"""

from pathlib import Path

import livskraft

PACKAGE = Path(livskraft.__file__).parent


def compile_translations() -> list[Path]:
    """Compile every catalogue that is newer than its compiled form; return those compiled.

    Raises OSError where the package's folder cannot be written.
    """
    changed = [
        catalogue
        for catalogue in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po"))
        if _is_newer(catalogue, catalogue.with_suffix(".mo"))
    ]
    for catalogue in changed:
        _compile(catalogue)
    return changed


def _is_newer(catalogue: Path, compiled: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime_ns < catalogue.stat().st_mtime_ns


def _compile(catalogue: Path) -> None:
    """Write the compiled form under another name first: a running site never reads half of it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with catalogue.open("rb") as source:
        messages = read_po(source, locale=catalogue.parent.parent.name)
    draft = catalogue.with_suffix(".mo.draft")
    with draft.open("wb") as target:
        write_mo(target, messages)
    draft.replace(catalogue.with_suffix(".mo"))
