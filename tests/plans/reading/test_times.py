import pytest

from livskraft.plans.reading import times

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2021", ("2021-01-01", "2021-12-31")),
        ("2021–2023", ("2021-01-01", "2023-12-31")),
        ("2021 - 2023", ("2021-01-01", "2023-12-31")),
        ("2021/22", ("2021-01-01", "2022-12-31")),
        ("maj 2020 – oktober 2021", ("2020-05-01", "2021-10-31")),
        ("mars–maj 2022", ("2022-03-01", "2022-05-31")),
        ("hösten 2021", ("2021-07-01", "2021-12-31")),
        ("Q2 2022", ("2022-04-01", "2022-06-30")),
        ("kv 1 2023", ("2023-01-01", "2023-03-31")),
        ("2022-03-01", ("2022-03-01", "2022-03-01")),
        ("2022-03-01–2022-06-30", ("2022-03-01", "2022-06-30")),
        ("15/3 2022", ("2022-03-15", "2022-03-15")),
        ("senast 2022-06-30", ("", "2022-06-30")),
        ("från 2022", ("2022-01-01", "")),
        ("2022 och 2023", ("2022-01-01", "2023-12-31")),
        ("löpande", None),
        ("2022-13-45", None),
    ],
)
def test_times_as_plans_write_them(text: str, span: tuple[str, str] | None) -> None:
    assert times.span_of(text) == span


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,5 mkr", 1_500_000),
        ("300 tkr", 300_000),
        ("450 000 kr", 450_000),
        ("2 miljoner kronor", 2_000_000),
        ("450 000", 450_000),
        ("inom ram", None),
        ("2022", None),
        ("12 personer", None),
    ],
)
def test_amounts_in_kronor(text: str, amount: int | None) -> None:
    assert times.amount_of(text) == amount
