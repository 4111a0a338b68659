"""Organisational units, forums and governing documents that a document lists or heads."""

import re

from livskraft.plans.reading import vocabulary
from livskraft.plans.reading.announcing import announces_activities
from livskraft.plans.reading.blocks import Block, Kind, Mark, Place
from livskraft.plans.reading.findings import Activity, Actor, Findings, ItemList, Section, Topic
from livskraft.plans.reading.goals import chapter_of
from livskraft.plans.reading.messages import _

MAX_NAME = 120
_NAME_AND_TEXT = re.compile(r"^(?P<name>[A-ZÅÄÖ][^.:–]{3,80}?)\s+[–-]\s+(?P<text>[a-zåäö].{10,})$")


def read(root: Section, lists: list[ItemList], chosen: list[ItemList], findings: Findings) -> None:
    """Add units, forums and governing documents; ask once for each kind whether they are right."""
    others = [found for found in lists if found not in chosen]
    for found in others:
        if _is_governing(found):
            for item in found.items:
                findings.documents.append((item.text.strip(" .,;")[:500], item.place))
    for section in root.walk():
        if section.heading and _under(section, vocabulary.ORGANISATION_HEADING):
            _unit(section, findings)
        _forums(section, others, findings)
    for found in others:
        if not _is_governing(found) and _under(found.section, vocabulary.FORUM_HEADING):
            _listed_forums(found, findings)
    _ask(findings)


def _is_governing(found: ItemList) -> bool:
    texts = [found.section.title, found.intro.text if found.intro else ""]
    return any(vocabulary.GOVERNING_HEADING.search(text) for text in texts) and not any(
        section.is_marked for section in found.section.ancestors()
    )


def _under(section: Section, pattern: re.Pattern[str]) -> bool:
    """Say whether a numbered or styled heading above carries such a word in its title."""
    return any(
        above.heading is not None
        and above.heading.mark is not Mark.WEAK
        and pattern.search(above.title)
        and not above.is_marked
        for above in section.ancestors()
    )


def _unit(section: Section, findings: Findings) -> None:
    """A heading under "Organisation" that is the name of a unit: its text speaks of it."""
    heading = section.heading
    if heading is None or len(heading.text) > 80 or heading.text.endswith(":"):
        return
    if heading.mark is not Mark.WEAK and (
        vocabulary.GENERIC.match(heading.text) or heading.number != ""
    ):
        return
    if vocabulary.ORGANISATION_HEADING.search(heading.text) or not heading.text[:1].isupper():
        return
    prose = section.prose()
    if not prose or announces_activities(heading) or vocabulary.GENERIC.match(heading.text):
        return
    kind = "administration" if vocabulary.ADMINISTRATION.search(heading.text) else "unit"
    parent = next(
        (actor for actor in reversed(findings.organisations) if actor.kind == "administration"),
        None,
    )
    actor = Actor(
        heading.text,
        heading.place,
        kind,
        _first_sentences(prose),
        parent if kind == "unit" else None,
    )
    actor.chapter = chapter_of(section)
    if actor.title not in {other.title for other in findings.organisations}:
        findings.organisations.append(actor)


def _forums(section: Section, others: list[ItemList], findings: Findings) -> None:
    """A heading that is the name of a forum, or stands under "Samverkansarenor" with a text."""
    heading = section.heading
    if heading is None or section.is_marked or heading.text.endswith(":"):
        return
    prose = section.prose()
    is_named = bool(re.search(rf"{vocabulary.FORUM_NAME.pattern}\W*$", heading.text, re.IGNORECASE))
    opening = " ".join(re.split(r"(?<=[.!?])\s", prose)[:2])
    is_under = bool(
        section.parent
        and not heading.number
        and vocabulary.FORUM_PROSE.search(opening)
        and _under(section.parent, vocabulary.FORUM_HEADING)
    )
    is_plural = re.search(r"(?:grupper|nätverken?|arenor)$", heading.text, re.IGNORECASE)
    is_group = vocabulary.FORUM_GROUP.match(heading.text) or heading.level == 1 or is_plural
    if prose and not is_group and (is_named or is_under) and not _is_list_head(heading, others):
        level_heading = _level_heading(section)
        _add_forum(heading.text, heading.place, prose, level_heading, chapter_of(section), findings)
    for block in section.blocks:
        match = _NAME_AND_TEXT.match(block.text) if block.kind is Kind.PARAGRAPH else None
        if match and vocabulary.FORUM_NAME.search(match["name"]):
            _add_forum(
                match["name"],
                block.place,
                match["text"],
                section.title,
                chapter_of(section),
                findings,
            )


def _is_list_head(heading: Block, others: list[ItemList]) -> bool:
    return any(found.intro is heading for found in others)


def _level_heading(section: Section) -> str:
    """Return the headings around and before a forum that tell its level."""
    siblings = section.parent.children if section.parent else []
    before = siblings[: siblings.index(section)] if section in siblings else []
    group = next(
        (one.title for one in reversed(before) if vocabulary.FORUM_GROUP.match(one.title)), ""
    )
    return f"{group} {section.title}"


def _listed_forums(found: ItemList, findings: Findings) -> None:
    for at, item in enumerate(found.items):
        if len(item.text) > MAX_NAME or not item.text[0].isupper():
            continue
        note = found.notes.get(at, "")
        if vocabulary.FORUM_NAME.search(item.text):
            title = item.text.strip(" .")
            _add_forum(
                title, item.place, note, found.section.title, chapter_of(found.section), findings
            )
        else:
            kind = kind_of(item.text)
            if kind != "other":
                actor = Actor(
                    item.text.strip(" ."), item.place, kind, chapter=chapter_of(found.section)
                )
                findings.organisations.append(actor)


def _add_forum(
    title: str, place: Place, prose: str, context: str, chapter: str, findings: Findings
) -> None:
    if title.lower() in {forum.title.lower() for forum in findings.forums}:
        return
    mandate = next(
        (
            name
            for name, pattern in vocabulary.MANDATES.items()
            if pattern.search(f"{title} {prose}")
        ),
        "consults",
    )
    level = next(
        (
            name
            for name, pattern in vocabulary.LEVELS.items()
            if pattern.search(f"{context} {title}")
        ),
        "regional",
    )
    findings.forums.append(
        Actor(title[:500], place, mandate, _first_sentences(prose), level=level, chapter=chapter)
    )


def _first_sentences(prose: str) -> str:
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", prose)
    text = ""
    for sentence in sentences[:3]:
        if text and len(text) + len(sentence) > 400:
            break
        text = f"{text} {sentence}".strip()
    return text[:2000]


def kind_of(name: str) -> str:
    """Return what kind of organisation a name is of; "other" when the name does not tell."""
    return next(
        (kind for kind, pattern in vocabulary.ORGANISATION_KINDS.items() if pattern.search(name)),
        "other",
    )


def of_activities(findings: Findings) -> None:
    """Make an organisation of every lead and partner, and ask what those of unknown kind are."""
    known = {actor.title.lower(): actor for actor in findings.organisations}
    unsure: list[Actor] = []
    first: Activity | None = None
    for activity in findings.activities:
        names = [activity.lead, *activity.partners]
        for name in (name for name in names if name):
            if actor := known.get(name.lower()):
                if actor.title == name.lower():
                    actor.title = name
                continue
            kind = kind_of(name)
            actor = Actor(name[:500], activity.place, kind, chapter=activity.chapter)
            known[name.lower()] = actor
            findings.organisations.append(actor)
            if kind == "other":
                unsure.append(actor)
                first = first or activity
    if first:
        findings.ask(
            first.place,
            ", ".join(actor.title for actor in unsure[:30]),
            _(
                "What kind of organisations are these? Their names do not tell, so they were taken as other."
            ),
            Topic.GROUP,
            unsure,
        )


def _ask(findings: Findings) -> None:
    kinds = (
        (
            findings.organisations,
            _(
                "%(count)d units were taken from the headings of the organisation. Are all of them units?"
            ),
        ),
        (
            findings.forums,
            _(
                "%(count)d forums were found. What each may do (decide, prepare, consult, learn) was taken "
                "from its description. Is it right?"
            ),
        ),
    )
    for actors, template in kinds:
        if actors:
            names = "; ".join(
                f"{actor.title} ({actor.kind})" if actors is findings.forums else actor.title
                for actor in actors
            )
            findings.ask(
                actors[0].place, names[:1500], template, Topic.GROUP, actors, count=len(actors)
            )
    if findings.documents:
        findings.ask(
            findings.documents[0][1],
            "; ".join(title for title, _place in findings.documents)[:1500],
            _(
                "%(count)d governing documents were found and listed among the documents. Is the list right?"
            ),
            count=len(findings.documents),
        )
