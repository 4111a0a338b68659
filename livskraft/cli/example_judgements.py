"""The example's judgements: invented, and marked so."""

from pathlib import Path

import yaml

from livskraft.accounts.models import User
from livskraft.indicators.services.judging import judge
from livskraft.plans.models import Goal


def load_judgements(path: Path) -> None:
    """Keep the judgements of goals that nobody has judged yet, once their author has an account."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    author = User.objects.filter(email=document["by"]).first()
    named = {one["goal"]: one for one in document["judgements"]}
    goals = Goal.objects.filter(
        plan__slug=document["plan"], slug__in=named, archived_at=None, judgements=None
    )
    for goal in goals.select_related("plan") if author else ():
        one = named[goal.slug]
        judge(
            of=goal,
            text=one["text"],
            reason=one["reason"],
            verdict=one["verdict"],
            by=author,
            is_example=True,
        )
