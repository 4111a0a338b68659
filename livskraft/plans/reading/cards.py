"""Tables that lie on their side: each activity a card with its labels in the first column."""

from collections.abc import Iterator, Sequence

from livskraft.plans.reading import columns

Card = tuple[list[str], list[str]]
"""The labels and what stands beside them."""
MOST = 0.6
"""Share of the labels that must be known."""


def of(rows: Sequence[Sequence[str]]) -> list[Card]:
    """Return the cards that a table consists of; none if it is an ordinary table."""
    pairs = [pair for row in rows if (pair := _pair(row)) is not None]
    if len(pairs) < 2 or len(pairs) < len(rows) - 1:
        return []
    roles = [columns.role_of(label) for label, _value in pairs]
    known = [role for role in roles if role]
    if "activity" not in known or len(known) < MOST * len(pairs) or len(set(known)) < 2:
        return []
    if any(columns.role_of(value) for _label, value in pairs[:1]):
        return []
    return list(_parted(pairs, roles))


def _pair(row: Sequence[str]) -> tuple[str, str] | None:
    """Return label and value of a row with two cells, merged ones counted once."""
    cells = list(dict.fromkeys(cell for cell in row if cell))
    if len(cells) == 1 and columns.role_of(cells[0]):
        return cells[0], ""
    return (cells[0], cells[1]) if len(cells) == 2 else None


def _parted(pairs: list[tuple[str, str]], roles: list[str | None]) -> Iterator[Card]:
    """Yield one card for each time the first label's role comes back."""
    first = roles[0] or "activity"
    card: Card = ([], [])
    for (label, value), role in zip(pairs, roles, strict=True):
        if role == first and card[0]:
            yield card
            card = ([], [])
        card[0].append(label)
        card[1].append(value)
    yield card
