"""What brackets after an activity say: its goal by number."""

from livskraft.plans.reading import Reading, read_content

PLAN = """# Plan för Dalen 2025–2027

## Mål 1.1 Trygg dal
## Mål 1.2 Grön dal
## Mål 1.2 Glad dal

## Övriga aktiviteter
- Starta ett trygghetsråd (mål 1.1)
- Plantera träd i varje by (mål 1.2)
- Skriva en ansökan (mål 9.9)
"""


def reading() -> Reading:
    return read_content(PLAN.encode(), "plan.md")


def test_a_goal_in_brackets_is_the_activitys_and_leaves_its_title() -> None:
    found = reading().plan["activities"]
    assert [one["title"] for one in found] == [
        "Starta ett trygghetsråd",
        "Plantera träd i varje by (mål 1.2)",
        "Skriva en ansökan (mål 9.9)",
    ]
    assert [one["primary_goal"] for one in found[:2]] == ["trygg-dal", "gron-dal"]


def test_a_number_that_two_goals_have_or_none_is_asked_about() -> None:
    asked = {doubt["text"]: doubt["question"] for doubt in reading().shown_doubts(str)}
    assert "Several goals" in asked["Plantera träd i varje by (mål 1.2)"]
    assert "Which goal has this number" in reading_questions("Skriva en ansökan (mål 9.9)")


def reading_questions(text: str) -> str:
    return " ".join(one["question"] for one in reading().shown_doubts(str) if one["text"] == text)
