"""Every text that goes through gettext, and what its Swedish catalogue lacks; without GNU gettext.

As a program (script/messages) it lists what is missing and adds it to the catalogue of its app
with an empty translation, to be filled in.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "livskraft"
KEYWORDS = {
    name + suffix: positions
    for name, positions in {
        "_": None,
        "gettext": None,
        "gettext_noop": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for suffix in ("", "_lazy")
}
TEMPLATES = {".html", ".svg", ".txt", ".xml"}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sdf]|\{\w*\}")

#: Context (or None) and the text, of a plural text the singular: what gettext looks up.
Key = tuple[str | None, str]


@dataclass(frozen=True)
class Text:
    """One place in the source that asks for a translation."""

    app: str
    place: str
    singular: str
    plural: str | None
    context: str | None

    @property
    def key(self) -> Key:
        return (self.context, self.singular)


def used_texts() -> list[Text]:
    """Return the texts of all modules and templates, in the order of files and lines."""
    return [text for path in sorted(PACKAGE.rglob("*")) for text in _texts_of(path)]


def _texts_of(path: Path) -> Iterator[Text]:
    if path.suffix == ".py" and "migrations" not in path.parts:
        source = path.read_text(encoding="utf-8")
    elif path.suffix in TEMPLATES and "templates" in path.parts:
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    else:
        return
    place = path.relative_to(ROOT)
    found = extract("python", io.BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"})
    for line, message, _comments, context in found:
        forms = (message,) if isinstance(message, str) else message
        plural = forms[1] if len(forms) > 1 else None
        yield Text(place.parts[1], f"{place}:{line}", forms[0], plural, context)


def catalogue_path(app: str) -> Path:
    return PACKAGE / app / "locale" / "sv" / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="sv", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="sv")


def translations() -> Iterator[tuple[str, Message]]:
    """Yield the entries of all apps' Swedish catalogues, each with the name of its file."""
    for path in sorted(PACKAGE.glob("*/locale/sv/LC_MESSAGES/django.po")):
        for message in read_catalogue(path):
            if message.id:
                yield str(path.relative_to(ROOT)), message


def key_of(message: Message) -> Key:
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context, singular)


def forms_of(message: Message) -> list[str]:
    """Return the translation's forms: one, or of a plural text the singular and the plural."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def is_translated(message: Message) -> bool:
    return all(forms_of(message)) and not message.fuzzy


def missing_texts() -> list[Text]:
    """Return the texts that no catalogue translates, each once."""
    known = {key_of(message) for _file, message in translations() if is_translated(message)}
    missing = {text.key: text for text in reversed(used_texts()) if text.key not in known}
    return list(reversed(missing.values()))


def unused_translations() -> list[str]:
    """Return the entries that no source asks for, as file and text."""
    used = {text.key for text in used_texts()}
    return [
        f"{file}: {key_of(message)[1]}"
        for file, message in translations()
        if key_of(message) not in used
    ]


def wrong_placeholders() -> list[str]:
    """Return the entries whose placeholders differ; a singular may leave its number out."""
    wrong = []
    for file, message in translations():
        originals = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = sorted(_PLACEHOLDER.findall(originals[-1]))
        for position, form in enumerate(forms_of(message)):
            found = sorted(_PLACEHOLDER.findall(form))
            is_singular = len(originals) > 1 and position == 0
            if form and found != wanted and not (is_singular and set(found) <= set(wanted)):
                wrong.append(f"{file}: {originals[-1]} → {form}")
    return wrong


def contradictions() -> list[str]:
    """Return the texts that two catalogues translate differently: one of them is never seen."""
    seen: dict[Key, tuple[str, list[str]]] = {}
    different = []
    for file, message in translations():
        first_file, first_forms = seen.setdefault(key_of(message), (file, forms_of(message)))
        if first_forms != forms_of(message):
            different.append(f"{first_file} and {file}: {key_of(message)[1]}")
    return different


def add_to_catalogue(text: Text) -> None:
    """Put the text into its app's catalogue, with an empty translation."""
    path = catalogue_path(text.app)
    catalogue = read_catalogue(path)
    identifier = (text.singular, text.plural) if text.plural else text.singular
    if catalogue.get(identifier, text.context) is None:
        catalogue.add(identifier, context=text.context)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, ignore_obsolete=True)


def main() -> int:
    """List what is missing and add it; list what nothing uses. 1 when there is something to do."""
    settings.configure(USE_I18N=False)
    missing, unused = missing_texts(), unused_translations()
    for text in missing:
        add_to_catalogue(text)
        print(f"missing: {text.place}: {text.singular}")
    for entry in unused:
        print(f"unused:  {entry}")
    files = {os.path.relpath(catalogue_path(text.app)) for text in missing}
    print(
        "\n".join([f"Please fill in {file}" for file in sorted(files)] or ["Nothing is missing."])
    )
    return 1 if missing or unused else 0


if __name__ == "__main__":
    sys.exit(main())
