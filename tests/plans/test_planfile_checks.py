"""What a plan file may hold: every error with its line, its place in words and what was expected."""

import pytest

from livskraft.plans.planfile.check import check_plan_file
from livskraft.shared.yamlfile.errors import YamlFileError
from tests.plans.planfiles import PLAN, line_with

AREAS = {"00", "19", "1980", "1981"}


def problems(text: str) -> list[str]:
    try:
        check_plan_file(text.encode(), "plan.yaml", known_areas=lambda: AREAS)
    except YamlFileError as error:
        return str(error).splitlines()
    return []


def changed(old: str, new: str) -> tuple[str, int]:
    """The example with one part replaced, and the line where that is."""
    assert PLAN.count(old) == 1
    return PLAN.replace(old, new), PLAN.count("\n", 0, PLAN.index(old)) + 1


def test_the_example_has_no_errors():
    assert problems(PLAN) == []


CASES = [
    ("starts: 2021-01-01", "starts: 2021-13-01", "starts", '"2021-13-01" is not a date'),
    ("starts: 2021-01-01", "starts: 21-01-01", "starts", "year-month-day"),
    ("ends: 2021-12-31", "ends: 2020-12-31", "ends", "before it starts"),
    ('area: "1981"}', "area: 0127}", "sala › area", 'in quotes, so that it is read as text: "0127"'),
    ('area: "1981"}', 'area: "1999"}', "sala › area", 'no area with the code "1999"'),
    ('area: "1981"}', 'area: "19800"}', "sala › area", "not an area code"),
    ("primary_goal: trygghet", "primary_goal: tryghet", "primary_goal", 'Did you mean "trygghet"?'),
    ("secondary_goals: [halsa]", "secondary_goals: [helt-fel]", "secondary_goals › 1", '"helt-fel"'),
    ("secondary_goals: [halsa]", "secondary_goals: [trygghet]", "secondary_goals", "primary goal already"),
    ("lead: folkhalsa", "lead: folkhälsa", "lead", "folkhälsa"),
    ("{organisation: sala, role", "{organisation: salla, role", "partners › salla", 'Did you mean "sala"?'),
    ("role: participates", "role: particpates", "role", "Did you mean participates?"),
    ("parent: regionen", "parent: regoinen", "parent", 'Did you mean "regionen"?'),
    ("members: [regionen, sala]", "members: [regionen, sal]", "members", 'Did you mean "sala"?'),
    ("sala: guiding", "salsa: guiding", "bindings › salsa", "organisations"),
    ("sala: guiding", "sala: guides", "bindings › sala", "steering, guiding, inspiring"),
    ("status: ongoing\n", "status: onging\n", "status", "Did you mean ongoing?"),
    ("status: ongoing\n", "status: done\n", "status", 'last step of status_history is "ongoing"'),
    ("since: 2021-01-11", "since: 2020-01-11", "since", "oldest first"),
    ("document: strategin", "document: strategi", "origin › document", 'Did you mean "strategin"?'),
    ("lead: folkhalsa", "leed: folkhalsa", "leed", 'Did you mean "lead"?'),
    ("number: \"3\"", "number: 3", "number", 'read as text: "3"'),
    ("amount: 31400000", 'amount: "31 400 000"', "amount", "whole number"),
    ("amount: 31400000", "amount: 31.4", "amount", "whole number"),
    ("priority: true", "priority: yes", "priority", "true or false"),
    ("title: Bättre hälsa", "title: \" \"", "title", "must not be empty"),
    ("title: Bättre hälsa", "title: ", "title", "Nothing stands after the colon"),
    ("title: Bättre hälsa", "title: [a]", "title", "A single text"),
    ("slug: halsa", "slug: Hälsa", "slug", "not a slug"),
    ("slug: halsa", "slug: trygghet", "slug", "is taken"),
    ("from: 2021, to: 2030", "from: 2031, to: 2030", "period › to", "before it starts"),
    ("mandate: prepares", "mandate: bereder", "mandate", "decides, prepares, consults, learns"),
    ("meetings: [2021-03-12]", "meetings: [2021-03-12, 2021-03-12]", "meetings", "stands twice"),
    ("{goal: trygghet, role: key}", "{goal: trygg, role: key}", "trygg", "goals"),
    ("name: kolada", "name: kolda", "source › name", "sources"),
    ("year: 2020", "year: 20", "year", "too small"),
    ("kind: strategy", "kind: strategi", "kind", "Did you mean strategy?"),
    ("areas: [\"19\", \"1981\"]", "areas: [\"19\", \"19\"]", "areas", "stands twice"),
    ("areas: [\"19\", \"1981\"]", "areas: \"19\"", "areas", "A list is expected"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "part"), CASES)
def test_an_error_names_its_line_its_place_and_what_was_expected(old, new, place, part):
    text, line = changed(old, new)
    said = "\n".join(problems(text))
    assert f"line {line}:" in said
    assert place in said
    assert part in said


def test_a_missing_key_is_named_at_its_record():
    text, _line = changed("    primary_goal: trygghet\n", "")
    assert problems(text)[0].startswith(
        f"plan.yaml, line {line_with(text, 'slug: kartlagg-trygghet')}: activities › kartlagg-trygghet:"
    )
    assert 'key "primary_goal" is missing' in problems(text)[0]


@pytest.mark.parametrize("status", ["paused", "cancelled"])
def test_pausing_and_cancelling_need_a_reason(status):
    text, _line = changed("title: Gå promenader,", f"title: Gå promenader, status: {status},")
    assert "needs its reason" in problems(text)[0]
    step = "{status: ongoing, since: 2021-01-11, example: true}"
    text = PLAN.replace(step, step.replace("ongoing", status)).replace(
        "status: ongoing\n", f"status: {status}\n"
    )
    assert "add the key reason" in problems(text)[0]
    assert problems(text.replace("2021-01-11,", "2021-01-11, reason: Pengarna tog slut,")) == []


def test_circles_of_parents_are_shown_in_every_tree():
    text = PLAN.replace("kind: region}", "kind: region, parent: folkhalsa}").replace(
        "    primary_goal: trygghet\n", "    primary_goal: trygghet\n    parent: ga-promenader\n"
    )
    said = problems(text)
    assert len(said) == 2
    assert "regionen → folkhalsa → regionen" in said[0]
    assert "kartlagg-trygghet → ga-promenader → kartlagg-trygghet" in said[1]


def test_a_record_may_not_be_its_own_parent():
    text, _line = changed("parent: regionen", "parent: folkhalsa")
    assert "folkhalsa → folkhalsa" in problems(text)[0]


def test_several_errors_come_at_once_in_the_order_of_their_lines():
    text = PLAN.replace("starts: 2021-01-01", "starts: idag").replace("kind: unit", "kind: enhet")
    lines = [int(one.split("line ")[1].split(":")[0]) for one in problems(text)]
    assert lines == sorted(lines)
    assert len(lines) == 2


def test_doubled_numbers_as_printed_are_allowed():
    text, _line = changed('number: "4"', 'number: "3"')
    assert problems(text) == []


def test_a_former_slug_may_not_be_in_use():
    text, _line = changed("slug: halsa,", "slug: halsa, former_slugs: [trygghet],")
    assert "cannot be a former slug" in problems(text)[0]


@pytest.mark.parametrize(
    ("link", "part"),
    [
        ("{from: halsa, to: halsa, kind: contributes}", "linked to itself"),
        ("{from: andra/x, to: andra/y, kind: contributes}", "one of this plan's goals"),
        ("{from: halsa, to: nyare/y, kind: became}", "one of this plan's goals"),
        ("{from: halsa, to: a/b/c, kind: contributes}", "not a goal"),
    ],
)
def test_odd_links_are_refused(link, part):
    assert part in problems(f"{PLAN}links:\n  - {link}\n")[0]


def test_an_inline_frame_is_checked_like_a_plan():
    frame = (
        "frames:\n  - {slug: ram, title: Ram, goals: [{slug: a, title: A}, {slug: a, title: B}]}\n"
    )
    assert "is taken" in problems(PLAN + frame)[0]


def test_messages_are_translated_by_the_caller():
    with pytest.raises(YamlFileError) as caught:
        check_plan_file(b"plan: {}\n", "plan.yaml", known_areas=set)
    said = caught.value.text(lambda template: f"[{template}]")
    assert said.startswith("[plan.yaml, line 1]: plan: [The key")
    assert caught.value.text(limit=1).endswith("… and 2 more errors.")
