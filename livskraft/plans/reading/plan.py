"""Findings → the content of a plan file, as `livskraft plan load` reads it."""

import re
from typing import Any

from livskraft.plans.reading import times, vocabulary
from livskraft.plans.reading.actors import kind_of
from livskraft.plans.reading.blocks import Place
from livskraft.plans.reading.findings import Activity, Actor, Findings, Goal
from livskraft.shared.swedish import plain

Record = dict[str, Any]
DOCUMENT = "underlag"
NO_REASON = "Står så i underlaget; skälet framgår inte."
MAX_SLUG = 80
MAX_TITLE = 500


class Slugs:
    """Gives out slugs, each once."""

    def __init__(self, *taken: str) -> None:
        self._next = dict.fromkeys(taken, 2)

    def of(self, text: str, fallback: str) -> str:
        """Return a slug of the text's first words that has not been given out."""
        words = re.findall(r"[a-z0-9]+", plain(text).replace("ø", "o").replace("æ", "ae"))
        slug = ""
        for word in words:
            if len(slug) + len(word) >= MAX_SLUG:
                break
            slug = f"{slug}-{word}".strip("-")
        slug = slug or (words[0][:MAX_SLUG] if words else fallback)
        free = slug
        while free in self._next:
            free = f"{slug}-{self._next[slug]}"
            self._next[slug] += 1
        self._next[free] = 2
        return free


def name_records(findings: Findings) -> None:
    """Give every goal, activity and actor its slug."""
    goals = Slugs()
    for goal in findings.all_goals():
        goal.slug = goals.of(goal.title, "mal")
    activities = Slugs()
    for activity in findings.activities:
        activity.slug = activities.of(activity.title, "aktivitet")


def content(findings: Findings) -> Record:
    """Return the plan file's keys in their usual order; empty ones are left out."""
    actors = Slugs()
    for actor in findings.organisations:
        actor.slug = actors.of(actor.title, "aktor")
    forums = Slugs()
    for forum in findings.forums:
        forum.slug = forums.of(forum.title, "forum")
    used = {_document_title(findings)}
    documents = Slugs(DOCUMENT)
    sections: Record = {
        "plan": _plan(findings),
        "documents": [
            _tidy(
                {
                    "slug": DOCUMENT,
                    "title": _document_title(findings),
                    "publisher": findings.publisher,
                    "year": _year(findings),
                }
            ),
            *(
                {"slug": documents.of(title, "dokument"), "title": title[:MAX_TITLE]}
                for title, _place in findings.documents
                if not (title in used or used.add(title))  # type: ignore[func-returns-value]
            ),
        ],
        "organisations": [_organisation(actor) for actor in findings.organisations],
        "forums": [_forum(forum) for forum in findings.forums],
        "goals": [_goal(goal) for goal in findings.goals],
        "indicators": _indicators(findings),
        "activities": [_activity(activity, findings) for activity in findings.activities],
        "budget": _budget(findings),
    }
    return {key: value for key, value in sections.items() if value}


def _plan(findings: Findings) -> Record:
    title = findings.title[:MAX_TITLE] or "Plan"
    if vocabulary.OPERATIONAL.search(title):
        kind = "operational"
    else:
        kind = "programme" if vocabulary.PROGRAMME.search(title) else "strategy"
    period = findings.period
    return _tidy(
        {
            "slug": Slugs().of(title, "plan"),
            "title": title,
            "kind": kind,
            "period": {"from": period[0], "to": period[1]} if period else None,
            "level": "local" if kind_of(findings.publisher) == "municipality" else "",
            "decision": findings.decision or None,
            "level_names": findings.level_names,
            "vision": findings.vision,
            "origin": _origin(findings.title_place, "") if findings.title_place else None,
        }
    )


def _document_title(findings: Findings) -> str:
    return (findings.title or findings.file)[:MAX_TITLE]


def _year(findings: Findings) -> int | None:
    return findings.period[0] if findings.period else None


def _origin(place: Place, chapter: str, number: str = "") -> Record:
    parts = [
        f"avsnitt {chapter}" if chapter else "",
        f"#{number}" if number else "",
        place.swedish(),
    ]
    return {"document": DOCUMENT, "place": ", ".join(part for part in parts if part)[:300]}


def _organisation(actor: Actor) -> Record:
    return _tidy(
        {
            "slug": actor.slug,
            "title": actor.title,
            "kind": actor.kind,
            "parent": actor.parent.slug if actor.parent else "",
            "description": actor.description,
            "origin": _origin(actor.place, actor.chapter),
        }
    )


def _forum(forum: Actor) -> Record:
    return _tidy(
        {
            "slug": forum.slug,
            "title": forum.title,
            "mandate": forum.kind,
            "level": forum.level,
            "description": forum.description,
            "origin": _origin(forum.place, forum.chapter),
        }
    )


def _goal(goal: Goal) -> Record:
    return _tidy(
        {
            "slug": goal.slug,
            "number": goal.number[:20],
            "title": goal.title[:MAX_TITLE],
            "horizontal": goal.is_horizontal or None,
            "description": goal.description,
            "origin": _origin(goal.place, goal.chapter, goal.number),
            "goals": [_goal(child) for child in goal.children],
        }
    )


def _activity(activity: Activity, findings: Findings) -> Record:
    slugs = {actor.title.lower(): actor.slug for actor in findings.organisations}
    goal = activity.goal
    partners = [slugs[name.lower()] for name in activity.partners if name.lower() in slugs]
    lead = slugs.get(activity.lead.lower(), "")
    summary = [text for text in activity.summary if text]
    title = activity.title
    if len(title) > MAX_TITLE:
        summary.insert(0, title)
        title = title[: MAX_TITLE - 1].rsplit(" ", 1)[0] + "…"
    if activity.budget and times.amount_of(activity.budget) is None:
        summary.append(f"Budget: {activity.budget}")
    starts, ends = activity.starts, activity.ends
    if starts and ends and ends < starts:
        summary.append(f"Tid: {starts} – {ends}")
        starts = ends = ""
    status = activity.status or "planned"
    reason = {"status": status, "reason": NO_REASON}
    return _tidy(
        {
            "slug": activity.slug,
            "title": title,
            "summary": "\n".join(summary),
            "primary_goal": goal.slug if goal else "",
            "secondary_goals": [
                other.slug for other in dict.fromkeys(activity.other_goals) if other is not goal
            ],
            "lead": lead,
            "partners": [
                {"organisation": slug, "role": "participates"}
                for slug in dict.fromkeys(partners)
                if slug != lead
            ],
            "starts": starts,
            "ends": ends,
            "status": status,
            "status_history": [reason] if status in ("paused", "cancelled") else [],
            "parent": activity.parent.slug if activity.parent else "",
            "internal_note": activity.note,
            "origin": _origin(activity.place, activity.chapter),
        }
    )


def _indicators(findings: Findings) -> list[Record]:
    taken = Slugs()
    found: dict[str, Record] = {}
    for activity in findings.activities:
        for title in activity.indicators:
            record = found.setdefault(
                title.lower(),
                {
                    "slug": "",
                    "title": title[:MAX_TITLE],
                    "goals": [],
                    "origin": _origin(activity.place, activity.chapter),
                },
            )
            record["slug"] = record["slug"] or taken.of(title, "indikator")
            goal = activity.goal
            if goal and goal.slug not in {role["goal"] for role in record["goals"]}:
                record["goals"].append({"goal": goal.slug, "role": "supporting"})
    return list(found.values())


def _budget(findings: Findings) -> list[Record]:
    taken = Slugs()
    lines = []
    slugs = {actor.title.lower(): actor.slug for actor in findings.organisations}
    for activity in findings.activities:
        amount = times.amount_of(activity.budget) if activity.budget else None
        year = int((activity.starts or activity.ends or "0")[:4]) or _year(findings)
        if amount is None or not year:
            continue
        lines.append(
            _tidy(
                {
                    "slug": taken.of(activity.title, "budget"),
                    "title": activity.title[:MAX_TITLE],
                    "organisation": slugs.get(activity.lead.lower(), ""),
                    "year": year,
                    "amount": amount,
                    "note": activity.budget,
                    "origin": _origin(activity.place, activity.chapter),
                }
            )
        )
    return lines


def _tidy(record: Record) -> Record:
    """Return the record without empty values."""
    return {key: value for key, value in record.items() if value not in (None, "", [], {})}
