"""Plans in several layouts are read by the same rules."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livskraft.plans.planfile.check import check_plan_file
from livskraft.plans.reading.structure import Reading, read_document
from tests.plans.reading import writers
from tests.plans.reading.writers import Aim, Deed, Field

pytestmark = pytest.mark.pure

FIELDS = [
    Field(
        "Trygga platser",
        [
            Aim(
                "1",
                "Fler trygga torg",
                [Deed("Kartlägga torgens belysning"), Deed("Bygga om två torg i länet")],
            ),
            Aim(
                "2",
                "Tryggare skolvägar",
                [Deed("Ta fram en plan för säkra skolvägar tillsammans med skolorna")],
            ),
        ],
    ),
    Field(
        "Tillit mellan människor",
        [
            Aim(
                "3",
                "Fler mötesplatser",
                [Deed("Stödja föreningarnas lokaler"), Deed("Öppna ett medborgarkontor")],
            ),
            Aim("4", "Högre valdeltagande", [Deed("Utbilda demokratiambassadörer")]),
        ],
    ),
]


def as_text(fields: list[Field]) -> bytes:
    return "\n".join(writers.as_lines(fields)).encode()


def as_double_spaced(fields: list[Field]) -> bytes:
    return "\n\n".join(line.strip() for line in writers.as_lines(fields) if line).encode()


def as_outline(fields: list[Field]) -> bytes:
    return "\n".join(writers.as_outline(fields)).encode()


def as_pdf(fields: list[Field]) -> bytes:
    return writers.pdf(writers.as_lines(fields), head="Region Exempel, handlingsplan för trygghet")


LAYOUTS = {
    "text": as_text,
    "double-spaced text": as_double_spaced,
    "outline with letters": as_outline,
    "pdf": as_pdf,
    "word with lists": writers.word_with_lists,
    "word with tables": writers.word_with_tables,
    "excel": writers.excel,
}


def titles(reading: Reading) -> list[str]:
    return [activity["title"] for activity in reading.plan.get("activities", [])]


def goal_titles(reading: Reading) -> list[str]:
    found = []
    waiting = list(reading.plan.get("goals", []))
    while waiting:
        goal = waiting.pop(0)
        found.append(goal["title"])
        waiting = [*goal.get("goals", []), *waiting]
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_all_activities_goals_and_the_title(layout: str) -> None:
    reading = read_document(LAYOUTS[layout](FIELDS), f"{layout}.x")
    assert titles(reading) == writers.deeds(FIELDS)
    assert goal_titles(reading) == [
        title for area in FIELDS for title in (area.title, *(aim.title for aim in area.aims))
    ]
    assert reading.plan["plan"]["title"] == writers.TITLE
    assert reading.plan["plan"]["period"] == {"from": 2022, "to": 2025}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_activity_below_a_goal_is_given_to_that_goal(layout: str) -> None:
    reading = read_document(LAYOUTS[layout](FIELDS), f"{layout}.x")
    goal = {activity["title"]: activity["primary_goal"] for activity in reading.plan["activities"]}
    assert goal["Bygga om två torg i länet"] == "fler-trygga-torg"
    assert goal["Utbilda demokratiambassadörer"] == "hogre-valdeltagande"


@pytest.mark.parametrize("layout", ["outline with letters", "word with tables", "excel"])
def test_who_and_when_are_read_from_columns_and_labels(layout: str) -> None:
    reading = read_document(LAYOUTS[layout](FIELDS), f"{layout}.x")
    assert [unit["title"] for unit in reading.plan["organisations"]] == ["Enheten Alfa"]
    for activity in reading.plan["activities"]:
        assert activity["lead"] == "enheten-alfa"
        assert (activity["starts"], activity["ends"]) == ("2022-01-01", "2023-12-31")


def test_a_hidden_column_is_left_out_and_asked_about() -> None:
    reading = read_document(writers.excel(FIELDS), "plan.xlsx")
    assert "hemligt" not in str(reading.plan)
    assert any("hidden" in doubt["question"] for doubt in reading.shown_doubts())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_read_is_a_plan_file_without_errors(layout: str) -> None:
    from livskraft.cli.plan_reading import plan_file_text

    reading = read_document(LAYOUTS[layout](FIELDS), f"{layout}.x")
    check_plan_file(plan_file_text(reading).encode(), "plan.yaml", known_areas=list)


# ── Any plan at all ─────────────────────────────────────────────────────────────────────────────

_VERBS = [
    "Bygga",
    "Utveckla",
    "Kartlägga",
    "Samordna",
    "Starta",
    "Införa",
    "Pröva",
    "Utreda",
    "Stödja",
]
_WORDS = [
    *("torg", "skolvägar", "mötesplatser", "bredband", "företag", "kulturarv", "folkbildning"),
    *("energi", "vatten", "skogar", "tåg", "lärande", "barn", "ungdomar", "äldre", "bibliotek"),
    *("idrott", "forskning", "klimat", "mat", "handel", "turism", "hälsa", "vård", "hälso- och"),
    *("EU-frågor", "cykelvägar", "småföretag", "e-tjänster"),
]
_NAMES = [
    "Trygga",
    "Hållbara",
    "Levande",
    "Öppna",
    "Gröna",
    "Starka",
    "Friska",
    "Kloka",
    "Nära",
    "Stolta",
]


@st.composite
def plans(draw: st.DrawFn) -> list[Field]:
    """Plans of 1–3 areas with 1–3 goals and 1–4 activities each; all titles differ."""
    numbers = iter(range(1, 100))
    tags = iter(range(100, 1000))

    def title(first: str, count: int) -> str:
        words = draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=count))
        return f"{first} {' och '.join(words)} i område {next(tags)}".replace("och och", "och")

    fields = []
    for _area in range(draw(st.integers(1, 3))):
        area = Field(title(draw(st.sampled_from(_NAMES)), 2))
        for _aim in range(draw(st.integers(1, 3))):
            aim = Aim(str(next(numbers)), title(draw(st.sampled_from(_NAMES)), 3))
            for _deed in range(draw(st.integers(1, 4))):
                end = draw(st.sampled_from(["", "."]))
                aim.deeds.append(Deed(title(draw(st.sampled_from(_VERBS)), 12) + end))
            area.aims.append(aim)
        fields.append(area)
    return fields


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(fields=plans())
def test_any_plan_is_read_back_with_all_its_activities(layout: str, fields: list[Field]) -> None:
    reading = read_document(LAYOUTS[layout](fields), f"{layout}.x")
    assert titles(reading) == writers.deeds(fields)
