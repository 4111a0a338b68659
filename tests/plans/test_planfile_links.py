"""How links between goals are written."""

import pytest

from livskraft.plans.models import GoalLink
from livskraft.plans.services.planfile import load_plan_file

PLAN = """
plan: {slug: prov, title: Prov, kind: strategy}
goals:
  - {slug: ett, title: Ett}
  - {slug: tva, title: Två}
links:
  - {from: ett, to: tva}
"""


@pytest.mark.django_db
def test_a_link_without_a_kind_is_one_that_contributes(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    load_plan_file(path)
    load_plan_file(path)
    (link,) = GoalLink.objects.all()
    assert (link.from_goal.slug, link.kind, link.to_goal.slug) == ("ett", "contributes", "tva")
