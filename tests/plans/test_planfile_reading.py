"""Broken files: each gets one message that says which line to mend, and how."""

import time

import pytest

from livskraft.plans.planfile.reading import read_tree
from livskraft.shared.yamlfile.errors import YamlFileError


def message(content: str | bytes) -> str:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(YamlFileError) as caught:
        read_tree(raw, "plan.yaml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "start", "part"),
    [
        ("", "plan.yaml:", "empty"),
        ("# nothing but a comment\n", "plan.yaml:", "empty"),
        ("- a\n- b\n", "plan.yaml, line 1:", "keys such as plan"),
        ("plan:\n\tslug: a\n", "plan.yaml, line 2:", "tab"),
        ("plan: {slug: a, title: b\ngoals: []\n", "plan.yaml, line 2:", "opens on line 1"),
        ("plan:\n  title: 'x\n  kind: a\n", "plan.yaml, line 2:", "no quote at its end"),
        ("plan:\n  title: Del ett: början\n", "plan.yaml, line 2:", "one colon too many"),
        ("plan:\n  slug: a\n title: b\n", "plan.yaml, line 3:", "same column"),
        ("plan:\n  title: @hemma\n", "plan.yaml, line 2:", 'begins with "@"'),
        ("plan:\n  title: *hemma\n", "plan.yaml, line 2:", "must stand in quotes"),
        ("plan: {slug: a, title:}\n", "plan.yaml, line 1:", "a space and a value"),
        ("plan: 1\n---\nplan: 2\n", "plan.yaml, line 2:", "one document"),
        ('plan:\n  title: "C:\\Users"\n', "plan.yaml, line 2:", "backslash"),
        ('plan:\n  title: "a\\0b"\n', "plan.yaml, line 2:", "U+0000"),
        ("plan:\n  title: a\x07b\n", "plan.yaml, line 2:", "U+0007"),
        ("? [a]\n: b\n", "plan.yaml, line 1:", "where a key should stand"),
    ],
)
def test_broken_yaml_is_explained_with_its_line(content, start, part):
    said = message(content)
    assert said.startswith(start)
    assert part in said


def test_a_doubled_key_names_both_lines_and_the_record():
    said = message("goals:\n  - slug: trygghet\n    title: a\n    title: b\n")
    assert said.startswith("plan.yaml, line 4: goals › trygghet › title:")
    assert "lines 3 and 4" in said


def test_all_doubled_keys_are_named_at_once():
    assert message("a: 1\na: 2\nb: 1\nb: 2\n").count("stands twice") == 2


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_another_encoding_names_the_line_of_the_first_wrong_byte(encoding):
    said = message("plan:\n  slug: a\n  title: Västmanland\n".encode(encoding))
    assert said.startswith("plan.yaml, line 3:")
    assert "“ä”" in said
    assert "UTF-8" in said


def test_utf_16_is_named():
    assert "UTF-16" in message("plan: a".encode("utf-16"))


def test_a_byte_order_mark_is_no_harm():
    assert read_tree(b"\xef\xbb\xbfplan: a\n", "plan.yaml") == {"plan": "a"}


def test_aliases_that_multiply_are_refused_at_once():
    levels = [
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]" for i in range(12)
    ]
    started = time.monotonic()
    said = message("\n".join(["a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]", *levels]))
    assert "values" in said
    assert time.monotonic() - started < 2


def test_a_value_that_holds_itself_is_refused():
    assert "not in the file above" in message("a: &a [*a]\n")


@pytest.mark.parametrize("content", ["[" * 100_000, "a: " + "{b: " * 5_000, "- " * 20_000])
def test_bottomless_nesting_is_refused_at_once(content):
    started = time.monotonic()
    message(content)
    assert time.monotonic() - started < 2


def test_a_huge_file_is_refused_unread():
    assert "larger than" in message(b"a" * 31_000_000)


def test_an_alias_may_repeat_a_value():
    tree = read_tree(b"a: &a {x: 1}\nb: *a\n", "plan.yaml")
    assert tree == {"a": {"x": 1}, "b": {"x": 1}}


def test_dates_and_words_stay_text_and_numbers_keep_how_they_were_written():
    tree = read_tree(
        b'a: 2021-13-01\nb: no\nc: 0127\nd: "0127"\ne: 1.5\nf: true\ng:\n', "plan.yaml"
    )
    assert tree == {
        "a": "2021-13-01",
        "b": "no",
        "c": 127,
        "d": "0127",
        "e": 1.5,
        "f": True,
        "g": None,
    }
    assert tree.written["c"] == "0127"
