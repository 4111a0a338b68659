"""What is stored about a person, in all packages: found, shown, erased on request, cleaned in time.

Each package that stores personal data has one `Part`, named in the setting PERSONAL_DATA. A test
demands that every model that may hold such data is covered by a part or exempt with a reason: a
new model is a decision.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from livskraft.shared.history import Author
from livskraft.shared.swedish import fold

Text = str | Promise
#: The key of somebody who is only looked for by a name or an address.
NAMED = "sokt"


@dataclass(frozen=True)
class Subject:
    """Whose data is meant. `key` names a row, such as "konto-12": no address holds a name.

    Where there is an e-mail address, all rows with it are the same person's, else only that row.
    """

    key: str
    email: str = ""
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def is_only_named(self) -> bool:
        """Return whether no package knows the person but by texts: there is no row."""
        return self.key == NAMED

    @property
    def name(self) -> str:
        return self.names[0] if self.names else self.email

    @property
    def marks(self) -> tuple[str, ...]:
        """Return what a text calls the person by: names, e-mail address, telephone."""
        return tuple(mark for mark in (*self.names, self.email, *self.phones) if mark)

    @property
    def certain_marks(self) -> tuple[str, ...]:
        """Return those that can mean nobody else, so that a program may replace them in a text."""
        names = (name for name in self.names if len(name.split()) > 1)
        return tuple(mark for mark in (*names, self.email, *self.phones) if mark)

    def answers_to(self, asked: str) -> bool:
        """Return whether a name or the address holds what is asked for."""
        wanted = fold(asked).strip()
        return bool(wanted) and any(wanted in fold(mark) for mark in self.marks)


@dataclass(frozen=True)
class Value:
    """One thing that is stored; `key` is its name in the exported file."""

    key: str
    label: Text
    value: Any

    @property
    def words(self) -> str:
        """Return the value as a person reads it; "" for nothing."""
        if isinstance(self.value, bool):
            return gettext("yes") if self.value else gettext("no")
        if isinstance(self.value, datetime):
            return date_format(timezone.localtime(self.value), "j F Y H.i")
        if isinstance(self.value, date):
            return date_format(self.value, "j F Y")
        if isinstance(self.value, (list, tuple)):
            return ", ".join(map(str, self.value))
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True)
class Stored:
    """One thing about a person; `fate` says what erasing does with it, or why it `stays`."""

    kind: str
    title: Text
    values: tuple[Value, ...]
    fate: Text
    stays: bool = False

    @property
    def summary(self) -> str:
        """Return the first two things of it that are not empty, to tell it from others."""
        return ", ".join([value.words for value in self.values if value.words][:2])


@dataclass(frozen=True)
class Mention:
    """A free text that calls the person by name. It is for somebody to read and to change.

    `record` is (section, plan, slug) of the plan file where the text can be changed in a form,
    None where it cannot; `url` leads to where it is read.
    """

    where: Text
    title: str
    excerpt: str
    record: tuple[str, str, str] | None = None
    url: str = ""


class Part:
    """One package's share: which models hold personal data, and what becomes of it.

    `name` begins the keys of its subjects. `covers` names models ("accounts.User"), `exempt` those
    that look personal and are not, each with the reason. `kinds` words what is counted as erased or
    cleaned.
    """

    name: str = ""
    covers: frozenset[str] = frozenset()
    exempt: Mapping[str, str] = {}
    kinds: Mapping[str, Text] = {}

    def subjects(self) -> Iterable[Subject]:
        """Yield whom this package knows, one for each row."""
        return ()

    def stored(self, subject: Subject) -> Iterable[Stored]:
        """Yield what this package stores about the person."""
        return ()

    def mentions(self, subject: Subject) -> Iterable[Mention]:
        """Yield this package's free texts that call the person by name."""
        return ()

    def obstacles(self, subject: Subject) -> Iterable[str]:
        """Yield why the person cannot be erased now, each as a sentence."""
        return ()

    def erase(self, subject: Subject, author: Author) -> Mapping[str, int]:
        """Take away what identifies the person; return how many rows of each kind that was."""
        return {}

    def clean(self, now: datetime) -> Mapping[str, int]:
        """Take away what is no longer needed; return how many rows of each kind that was."""
        return {}


@cache
def parts() -> tuple[Part, ...]:
    """Return the parts of all packages, in the order of the setting."""
    return tuple(import_string(path)() for path in settings.PERSONAL_DATA)


def find_people(asked: str) -> list[Subject]:
    """Return who answers to a name or an address, each once, in the order of the parts."""
    found: dict[str, Subject] = {}
    for part in parts():
        for subject in part.subjects():
            if subject.answers_to(asked):
                _merge(found, subject)
    return list(found.values())


def find_subject(key: str) -> Subject | None:
    """Return the person whose row has that key, with all names that go with the address."""
    for part in parts():
        if not key.startswith(f"{part.name}-"):
            continue
        own = next((one for one in part.subjects() if one.key == key), None)
        return own and _with_other_names(own)
    return None


def named_subject(asked: str) -> Subject:
    """Return somebody who may stand in texts only, by what is asked for: a name or an address."""
    return Subject(NAMED, asked.lower()) if "@" in asked else Subject(NAMED, names=(asked,))


def _with_other_names(own: Subject) -> Subject:
    if not own.email:
        return own
    found = {own.email: own}
    for part in parts():
        for subject in part.subjects():
            if subject.email == own.email:
                _merge(found, subject)
    return found[own.email]


def _merge(found: dict[str, Subject], subject: Subject) -> None:
    """Add a subject, or what it knows more than the one with the same address."""
    same = subject.email or subject.key
    first = found.setdefault(same, subject)
    found[same] = replace(
        first,
        names=tuple(dict.fromkeys((*first.names, *subject.names))),
        phones=tuple(dict.fromkeys((*first.phones, *subject.phones))),
    )


def everything_stored(subject: Subject) -> list[Stored]:
    """Return what all packages store about the person."""
    return [stored for part in parts() for stored in part.stored(subject)]


def everything_mentioned(subject: Subject) -> list[Mention]:
    """Return all free texts that call the person by name."""
    return [mention for part in parts() for mention in part.mentions(subject)]


def as_document(
    subject: Subject, stored: Sequence[Stored], mentions: Sequence[Mention] = ()
) -> dict[str, Any]:
    """Return what is stored as the keys and values of a JSON file."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for one in stored:
        kinds.setdefault(one.kind, []).append({value.key: value.value for value in one.values})
    return {
        "exported_at": timezone.now(),
        "person": {"email": subject.email, "names": subject.names},
        "stored": kinds,
        "mentions": [
            {"where": str(one.where), "title": one.title, "text": one.excerpt} for one in mentions
        ],
    }


def obstacles(subject: Subject) -> list[str]:
    """Return why the person cannot be erased now; none means that nothing is in the way."""
    return [sentence for part in parts() for sentence in part.obstacles(subject)]


def erase_everywhere(subject: Subject, author: Author) -> dict[str, int]:
    """Take away what identifies the person, in all packages; return the rows of each kind.

    The accounts come last: until then the others know by them whose rows are meant. The caller
    opens the transaction and keeps the log, see `accounts.erasing`.
    """
    counts: Counter[str] = Counter()
    for part in reversed(parts()):
        counts.update(part.erase(subject, author))
    return {kind: number for kind, number in counts.items() if number}


def clean_expired(now: datetime | None = None) -> dict[str, int]:
    """Take away what is no longer needed, in all packages; return the rows of each kind.

    Run it once a day. How long each kind is kept stands in docs/personuppgifter.md.
    """
    counts: Counter[str] = Counter()
    for part in parts():
        counts.update(part.clean(now or timezone.now()))
    return {kind: number for kind, number in counts.items() if number}


def words_of(counts: Mapping[str, int]) -> list[tuple[Text, int]]:
    """Return counts of kinds with their words."""
    words = {kind: text for part in parts() for kind, text in part.kinds.items()}
    return [(words.get(kind, kind), number) for kind, number in counts.items()]


def removed_person() -> str:
    """Return what an erased person is called in the database, whose texts are in Swedish."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext("Removed person")
