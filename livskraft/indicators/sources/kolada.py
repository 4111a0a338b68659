"""Kolada v3: key figures of municipalities and regions, page by page.

Free to use with "Källa: Kolada"; what is calculated from it is "egen bearbetning".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from livskraft.indicators.sources.areas import area_code, kolada_code
from livskraft.indicators.sources.declaration import required_text, text_list
from livskraft.indicators.sources.errors import (
    AnswerError,
    DeclarationError,
    Message,
    RefusedError,
    _,
    listed,
)
from livskraft.indicators.sources.http import Answer, Client
from livskraft.indicators.sources.numbers import plain_number
from livskraft.indicators.sources.observation import About, Download, Observation, Value
from livskraft.indicators.sources.paging import pages, values_of
from livskraft.indicators.sources.publishers import Publisher

MOST_IDS = 25
"""Ids in one segment of an address; more are refused."""

UNWEIGHTED = "ovägt medel"
"""What a group's value is, in Kolada's own words: never the county's."""

DELETED = "isdeleted"

_KPI = re.compile(r"[A-Z]\d+")
_GROUP = re.compile(r"G\d+")
_ENDED = re.compile(r"\(\s*-\s*((?:19|20)\d\d)\s*\)\s*$")
_LEVELS = {"K": 4, "L": 2}
"""How long SCB's codes are of the areas that a key figure of that kind has, beside the nation's."""


@dataclass(frozen=True)
class _Page:
    answer: Answer
    rows: list[dict[str, Any]]


def fetch(
    declaration: Mapping[str, Any],
    publisher: Publisher,
    areas: Sequence[str] | None,
    client: Client,
    since: date | None = None,
) -> Iterator[Download]:
    """Yield the key figure's description, then one download for each page of figures.

    With `since` only what changed from that day on; what Kolada took away has the status
    "isdeleted". Raises SourceError.
    """
    kpi = key_figure(declaration, "kpi")
    margin = key_figure(declaration, "margin") if declaration.get("margin") else ""
    groups = groups_of(declaration)
    client.limit(publisher.url, publisher.calls, publisher.seconds)
    described = _described(client, publisher, [kpi, margin] if margin else [kpi])
    wanted, warnings = _areas_of(described.kind, areas)
    asked = [kolada_code(area) for area in wanted] + groups
    named = _groups(client, publisher, groups) if groups else None
    found = list(_pages(client, publisher, [kpi, margin] if margin else [kpi], asked, since))
    observations = _read(found, kpi, margin)
    _compare(kpi, margin, asked, found, warnings, since)
    if described.answer:
        yield _metadata(described.answer, described.about, warnings)
    if named:
        yield _metadata(named, _about_groups(named, groups), [])
    told = [] if described.answer else warnings
    for page, rows in zip(found, observations, strict=True):
        yield Download(
            page.answer.url,
            page.answer.payload,
            rows,
            content_type=page.answer.content_type,
            retrieved_at=page.answer.retrieved_at,
            warnings=tuple(told),
        )
        told = []


def ended(title: str) -> int | None:
    """Return the year a key figure ended, which only its title tells: "… (-2024)"."""
    match = _ENDED.search(title)
    return int(match[1]) if match else None


def plain_text(text: str) -> str:
    """Return a description without the runs of spaces, and backslash and n, that Kolada has."""
    return " ".join(text.replace("\\n", " ").split())


def groups_of(declaration: Mapping[str, Any]) -> list[str]:
    """Return the groups that are asked for beside areas. Raises DeclarationError."""
    groups = text_list(declaration, "groups")
    if wrong := [group for group in groups if not _GROUP.fullmatch(group)]:
        raise DeclarationError(
            _('"%(group)s" is no group of Kolada. They are written as G33626.'), group=wrong[0]
        )
    return groups


def key_figure(declaration: Mapping[str, Any], key: str) -> str:
    """Return the key figure that stands at a key of the declaration. Raises DeclarationError."""
    identity = required_text(declaration, key)
    if not _KPI.fullmatch(identity):
        raise DeclarationError(
            _('"%(identity)s" is no key figure of Kolada. They are written as N00610.'),
            identity=identity,
        )
    return identity


@dataclass(frozen=True)
class _Described:
    answer: Answer | None
    about: About
    kind: str


def _described(client: Client, publisher: Publisher, identities: Sequence[str]) -> _Described:
    """Return what Kolada says of the key figure. An id that it left out does not exist."""
    try:
        answer = client.get(f"{publisher.url}/kpi/{','.join(identities)}")
    except RefusedError as error:
        if error.status != 404:
            raise
        return _Described(None, About(identity=identities[0]), "")
    known = {str(row.get("id")): row for row in values_of(answer)}
    if missing := [identity for identity in identities if identity not in known]:
        raise DeclarationError(
            _("Kolada has no key figure %(missing)s. Check the declaration."),
            missing=listed(missing),
        )
    row = known[identities[0]]
    about = About(
        identity=identities[0],
        title=str(row.get("title") or ""),
        source=publisher.title,
        next_publication=str(row.get("publication_date") or ""),
        description=plain_text(str(row.get("description") or "")),
    )
    return _Described(answer, about, str(row.get("municipality_type") or ""))


def _areas_of(kind: str, areas: Sequence[str] | None) -> tuple[list[str], list[Message]]:
    """Return the areas that a key figure of that kind (K, L or A) can have; the others are told."""
    wanted = list(areas if areas is not None else [])
    length = _LEVELS.get(kind)
    lacking = [area for area in wanted if length and area != "00" and len(area) != length]
    kept = [area for area in wanted if area not in lacking]
    if not lacking:
        return kept, []
    return kept, [_no_figures(lacking)]


def _no_figures(areas: Sequence[str]) -> Message:
    return Message(
        _("Kolada has no figures for these areas: %(areas)s."),
        {"areas": listed(areas, limit=30)},
    )


def _pages(
    client: Client,
    publisher: Publisher,
    kpis: Sequence[str],
    asked: Sequence[str],
    since: date | None,
) -> Iterator[_Page]:
    """Yield all pages of all batches. One batch that fails, fails them all."""
    if not asked:
        raise DeclarationError(
            _("The key figure has no figures for any of the plan's areas. Choose another one.")
        )
    for start in range(0, len(asked), MOST_IDS):
        batch = asked[start : start + MOST_IDS]
        url = f"{publisher.url}/data/kpi/{','.join(kpis)}/municipality/{','.join(batch)}"
        if since:
            url = f"{url}?from_date={since.isoformat()}"
        for answer in pages(client, url, publisher.url):
            yield _Page(answer, values_of(answer))


def _read(found: Sequence[_Page], kpi: str, margin: str) -> list[list[Observation]]:
    """Return each page's observations, with the margin of error that belongs to each."""
    margins: dict[tuple[str, str, str], Value] = {}
    read: list[list[Observation]] = []
    for page in found:
        rows = []
        for identity, observation in _observations(page):
            if identity == kpi:
                rows.append(observation)
            elif identity == margin:
                margins[observation.area, observation.period, observation.sex] = observation.value
            else:
                raise AnswerError(
                    _("Kolada answered with the key figure %(identity)s, not asked for."),
                    identity=identity,
                )
        read.append(rows)
    if not margin:
        return read
    return [
        [row._replace(margin=margins.get((row.area, row.period, row.sex))) for row in rows]
        for rows in read
    ]


def _observations(page: _Page) -> Iterator[tuple[str, Observation]]:
    """Yield one observation for each area, year and sex (T total, K women, M men)."""
    for row in page.rows:
        cells = row.get("values")
        try:
            kpi, place, period = str(row["kpi"]), str(row["municipality"]), str(row["period"])
        except KeyError as error:
            raise _broken(page) from error
        if not isinstance(cells, list) or not re.fullmatch(r"\d{4}", period):
            raise _broken(page)
        area = area_code(place) or place
        note = UNWEIGHTED if _GROUP.fullmatch(place) else None
        for cell in cells:
            if not isinstance(cell, dict) or cell.get("gender") not in ("T", "K", "M"):
                raise _broken(page)
            yield kpi, _observation(area, period, cell, note)


def _observation(area: str, period: str, cell: Mapping[str, Any], note: str | None) -> Observation:
    is_deleted = bool(cell.get("isdeleted") or cell.get("is_deleted"))
    status = str(cell.get("status") or "") or (DELETED if is_deleted else None)
    value = None if is_deleted else plain_number(cell.get("value"))
    return Observation(area, period, str(cell["gender"]), value, status, note=note)


def _broken(page: _Page) -> AnswerError:
    return AnswerError(
        _(
            "%(url)s answered with rows that are not as Kolada v3 writes them. Check the address "
            "of the source."
        ),
        url=page.answer.url,
    )


def _compare(
    kpi: str,
    margin: str,
    asked: Sequence[str],
    found: Sequence[_Page],
    warnings: list[Message],
    since: date | None,
) -> None:
    """Compare ids asked for and received: a key figure must be there, an area may have no figure."""
    received = {str(row.get("kpi")) for page in found for row in page.rows}
    places = {str(row.get("municipality")) for page in found for row in page.rows}
    if since is not None:
        return
    if missing := [identity for identity in (kpi, margin) if identity and identity not in received]:
        raise AnswerError(
            _(
                "Kolada gave no figures at all for %(missing)s. Check that the key figure is for "
                "the plan's kind of areas."
            ),
            missing=listed(missing),
        )
    if unknown := places - set(asked):
        raise AnswerError(
            _("Kolada answered with areas not asked for: %(areas)s."), areas=listed(sorted(unknown))
        )
    if empty := [place for place in asked if place not in places]:
        warnings.append(_no_figures([area_code(place) or place for place in empty]))


def _metadata(answer: Answer, about: About, warnings: Sequence[Message]) -> Download:
    told = list(warnings)
    if year := ended(about.title):
        told.append(
            Message(
                _("%(title)s ended in %(year)d. Choose another key figure for the years after."),
                {"title": about.title, "year": year},
            )
        )
    return Download(
        answer.url,
        answer.payload,
        content_type=answer.content_type,
        retrieved_at=answer.retrieved_at,
        about=about,
        warnings=tuple(told),
    )


def _groups(client: Client, publisher: Publisher, groups: Sequence[str]) -> Answer | None:
    """Return what Kolada says of the groups: membership changes from year to year."""
    try:
        answer = client.get(f"{publisher.url}/municipality_groups/{','.join(groups)}")
    except RefusedError as error:
        if error.status != 404:
            raise
        return None
    known = {str(row.get("id")) for row in values_of(answer)}
    if missing := [group for group in groups if group not in known]:
        raise DeclarationError(
            _("Kolada has no group %(missing)s. Groups get new ids each year: look it up again."),
            missing=listed(missing),
        )
    return answer


def _about_groups(answer: Answer, groups: Sequence[str]) -> About:
    rows = {str(row.get("id")): row for row in values_of(answer)}
    return About(
        identity=",".join(groups),
        areas={group: str(rows[group].get("title") or "") for group in groups},
        members={group: tuple(_members(rows[group].get("members"))) for group in groups},
    )


def _members(found: Any) -> Iterator[str]:
    """Yield the areas of a group, in SCB's codes."""
    for member in found if isinstance(found, list) else ():
        if isinstance(member, dict) and "member_id" in member:
            identity = str(member["member_id"])
            yield area_code(identity) or identity
