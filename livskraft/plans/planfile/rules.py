"""What must hold between the values of a plan file, beyond its schema and its references."""

from livskraft.plans.planfile.index import NAMED_SECTIONS, Index
from livskraft.plans.planfile.targets import check_events, check_targets
from livskraft.shared.yamlfile.errors import Path, _
from livskraft.shared.yamlfile.tree import Mapping

_PARENTS = {
    "organisations": "parent",
    "forums": "reports_to",
    "activities": "parent",
    "budget": "parent",
}
_NEEDS_REASON = ("paused", "cancelled")
DEFAULT_LINK_KIND = "contributes"


def check_rules(index: Index) -> None:
    """Report doubled slugs, circles, dates in the wrong order, states without reason, odd links."""
    for section in NAMED_SECTIONS:
        _check_slugs(index, section)
    for section, key in _PARENTS.items():
        _check_circles(index, section, key)
    for path, activity in index.records["activities"]:
        _check_dates(index, path, activity)
        _check_status(index, path, activity)
        _check_goals(index, path, activity)
        _check_milestones(index, path, activity)
    for path, forum in index.records["forums"]:
        _check_meetings(index, path, forum)
    for path, indicator in index.records["indicators"]:
        _check_roles(index, path, indicator)
        check_targets(index, path, indicator)
        check_events(index, path, indicator)
    check_events(index, ("plan",), index.tree["plan"])
    _check_period(index)
    _check_frames(index)
    _check_links(index)


def _check_slugs(index: Index, section: str) -> None:
    former: dict[str, Path] = {}
    for path, record in index.records[section]:
        slug, first = record["slug"], index.slugs[section][record["slug"]]
        if path != first:
            index.report(
                (*path, "slug"),
                _(
                    'The slug "%(slug)s" is taken: it stands on line %(first)d too. Choose another one.'
                ),
                slug=slug,
                first=index.line((*first, "slug")),
            )
        for position, old in enumerate(record.get("former_slugs") or []):
            taken = index.slugs[section].get(old) or former.setdefault(old, path)
            if taken != path or old == slug:
                index.report(
                    (*path, "former_slugs", position),
                    _(
                        '"%(slug)s" cannot be a former slug: it belongs to the record on line %(line)d.'
                    ),
                    slug=old,
                    line=index.line(taken),
                )


def _check_circles(index: Index, section: str, key: str) -> None:
    parents = {record["slug"]: record.get(key) for _path, record in index.records[section]}
    settled: set[str] = set()
    for start in parents:
        way: list[str] = []
        slug: str | None = start
        while slug is not None and slug not in settled and slug not in way:
            way.append(slug)
            slug = parents.get(slug)
        if slug in way:
            circle = way[way.index(slug) :]
            path = index.slugs[section][circle[0]]
            index.report(
                (*path, key),
                _("%(key)s goes in a circle: %(circle)s. Take one of the steps away."),
                key=key,
                circle=" → ".join([*circle, circle[0]]),
            )
        settled.update(way)


def _check_dates(index: Index, path: Path, activity: Mapping) -> None:
    starts, ends = activity.get("starts"), activity.get("ends")
    if starts and ends and ends < starts:
        index.report(
            (*path, "ends"),
            _("The activity ends on %(ends)s, before it starts on %(starts)s."),
            starts=starts,
            ends=ends,
        )


def _check_status(index: Index, path: Path, activity: Mapping) -> None:
    status = activity.get("status", "planned")
    changes = activity.get("status_history") or []
    where = (*path, "status") if "status" in activity else path
    if not changes and status in _NEEDS_REASON:
        index.report(
            where,
            _(
                "An activity that is %(status)s needs its reason. Write for example: status_history: "
                "[{status: %(status)s, since: 2021-01-31, reason: …}]"
            ),
            status=status,
        )
    previous = ""
    for position, change in enumerate(changes):
        step = (*path, "status_history", position)
        if change["status"] in _NEEDS_REASON and not (change.get("reason") or "").strip():
            index.report(
                step, _("%(status)s needs a reason: add the key reason."), status=change["status"]
            )
        since = change.get("since") or previous
        if since < previous:
            index.report(
                (*step, "since"),
                _("The steps stand oldest first, but %(since)s comes after %(previous)s."),
                since=since,
                previous=previous,
            )
        previous = since
    if changes and changes[-1]["status"] != status:
        index.report(
            where,
            _(
                'The status is "%(status)s", but the last step of status_history is "%(last)s". '
                "Make them equal."
            ),
            status=status,
            last=changes[-1]["status"],
        )


def _check_goals(index: Index, path: Path, activity: Mapping) -> None:
    for position, slug in enumerate(activity.get("secondary_goals") or []):
        if slug == activity["primary_goal"]:
            index.report(
                (*path, "secondary_goals", position),
                _('"%(slug)s" is the primary goal already. Take it away here.'),
                slug=slug,
            )


def _check_milestones(index: Index, path: Path, activity: Mapping) -> None:
    seen = set()
    for position, milestone in enumerate(activity.get("milestones") or []):
        name = (milestone["title"], milestone["date"])
        if name in seen:
            index.report(
                (*path, "milestones", position),
                _('"%(value)s" stands twice in the list.'),
                value=name[0],
            )
        seen.add(name)


def _check_meetings(index: Index, path: Path, forum: Mapping) -> None:
    seen = set()
    for position, meeting in enumerate(forum.get("meetings") or []):
        day, title = (
            (meeting["date"], meeting.get("title") or "")
            if isinstance(meeting, dict)
            else (meeting, "")
        )
        if (day, title) in seen:
            index.report(
                (*path, "meetings", position),
                _("The meeting on %(date)s stands twice in the list."),
                date=day,
            )
        seen.add((day, title))


def _check_roles(index: Index, path: Path, indicator: Mapping) -> None:
    seen = set()
    for position, role in enumerate(indicator.get("goals") or []):
        if role["goal"] in seen:
            index.report(
                (*path, "goals", position),
                _('"%(value)s" stands twice in the list.'),
                value=role["goal"],
            )
        seen.add(role["goal"])


def _check_period(index: Index) -> None:
    period = index.tree["plan"].get("period") or {}
    first, last = period.get("from"), period.get("to")
    if first and last and last < first:
        index.report(
            ("plan", "period", "to"),
            _("The plan ends in %(last)d, before it starts in %(first)d."),
            first=first,
            last=last,
        )


def _check_frames(index: Index) -> None:
    seen = {index.tree["plan"]["slug"]}
    for position, frame in enumerate(index.tree.get("frames") or []):
        slug = frame["slug"] if isinstance(frame, dict) else frame
        if slug in seen:
            index.report(
                ("frames", position),
                _('"%(slug)s" is named already. A frame stands once, under a name of its own.'),
                slug=slug,
            )
        seen.add(slug)


def _check_links(index: Index) -> None:
    own = index.tree["plan"]["slug"]
    seen = set()
    for position, link in enumerate(index.tree.get("links") or []):
        path = ("links", position)
        kind = link.get("kind", DEFAULT_LINK_KIND)
        ends = {key: full_goal(link[key], own) for key in ("from", "to")}
        triple = (ends["from"], ends["to"], kind)
        if ends["from"] == ends["to"]:
            index.report(path, _('The goal "%(goal)s" is linked to itself.'), goal=link["to"])
        if triple in seen:
            index.report(path, _('The link from "%(from)s" to "%(to)s" stands twice.'), **link)
        seen.add(triple)
        key = "to" if kind == "became" else "from"
        if not ends[key].startswith(f"{own}/"):
            index.report(
                (*path, key),
                _(
                    "A link is written in the file of the plan that it starts from, and one of the kind "
                    "became in the newer plan's file. “%(key)s” must be one of this plan's goals."
                ),
                key=key,
            )


def full_goal(reference: str, own: str) -> str:
    """Return a goal as plan/goal; without a plan it is one of `own`."""
    return reference if "/" in reference else f"{own}/{reference}"
