"""What was read of a plan as an outline that can be compared, and looked at, line by line."""

import re
from collections.abc import Iterator
from typing import Any

from livskraft.plans.reading.structure import Reading


def outline(reading: Reading) -> str:
    """Return title, goals, their activities with who, when and status, and the number of doubts.

    A goal is "2.1 Title", an activity "* Title | lead | from – to | status" and its parts "**";
    whole years are short, and what is not said or planned is left out.
    """
    return "\n".join([*_lines(reading), f"(doubts: {len(reading.doubts)})", ""])


def _lines(reading: Reading) -> Iterator[str]:
    plan = reading.plan["plan"]
    period = plan.get("period")
    yield f"{plan['title']} | {period['from']}–{period['to']}" if period else plan["title"]
    publisher = reading.plan["documents"][0].get("publisher")
    if publisher:
        yield f"publisher: {publisher}"
    if plan.get("decision"):
        yield "decision: " + ", ".join(plan["decision"].values())
    for goal in reading.plan.get("goals", []):
        yield from _goal(goal, reading.plan, "")


def _goal(goal: dict[str, Any], plan: dict[str, Any], indent: str) -> Iterator[str]:
    yield indent + f"{goal.get('number', '')} {goal['title']}".strip()
    for activity in plan.get("activities", []):
        if activity["primary_goal"] == goal["slug"]:
            mark = "**" if "parent" in activity else "*"
            yield f"{indent}  {mark} {_activity(activity, plan)}"
    for child in goal.get("goals", []):
        yield from _goal(child, plan, f"{indent}  ")


def _activity(activity: dict[str, Any], plan: dict[str, Any]) -> str:
    names = {unit["slug"]: unit["title"] for unit in plan.get("organisations", [])}
    days = [str(activity.get(end, "")) for end in ("starts", "ends")]
    years = re.fullmatch(r"(\d{4})-01-01 (\d{4})-12-31", " ".join(days))
    time = " – ".join(dict.fromkeys(years.groups() if years else days))
    status = activity["status"]
    parts = [
        activity["title"],
        names.get(activity.get("lead", ""), ""),
        time if any(days) else "",
        status if status != "planned" else "",
    ]
    return " | ".join(part.strip() for part in parts if part)
