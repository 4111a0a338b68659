"""The same content is the same bytes, whatever it was made of."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livskraft.reporting.canonical import canonical_json, sha256_of

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(values)
def test_what_was_read_back_is_written_the_same(value):
    import json

    text = canonical_json(value)
    assert canonical_json(json.loads(text)) == text


@given(st.dictionaries(st.text(st.characters(max_codepoint=127)), st.integers()))
def test_the_order_of_keys_does_not_count(value):
    backwards = dict(reversed(list(value.items())))
    assert canonical_json(backwards) == canonical_json(value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (1, Decimal("1.00")),
        (2.5, Decimal("2.50")),
        ("A\u030a", "Å"),
        ("a\r\nb", "a\nb"),
        ((1, 2), [1, 2]),
        (
            datetime(2023, 1, 26, 12, tzinfo=UTC),
            datetime(2023, 1, 26, 13, tzinfo=timezone(timedelta(hours=1))),
        ),
        (date(2023, 1, 26), "2023-01-26"),
    ],
)
def test_the_same_in_another_form_is_the_same(one, other):
    assert canonical_json(one) == canonical_json(other)


def test_text_is_utf_8_without_spaces():
    assert canonical_json({"b": [1, True], "å": None}) == '{"b":[1,true],"å":null}'
    assert len(sha256_of("å")) == 64


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="number"):
        canonical_json([value])


@pytest.mark.parametrize("value", [{1: 2}, {1, 2}, b"x"])
def test_other_types_are_refused(value):
    with pytest.raises(TypeError):
        canonical_json(value)
