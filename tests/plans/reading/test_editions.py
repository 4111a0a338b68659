"""Which records of a newer edition are the plan's: nothing is matched or lost silently."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from livskraft.plans.reading.editions import Entry, match, same_text

WORDS = """
    cykel buss skola vård trygghet kultur bibliotek företag export klimat energi vatten skog
    mark järnväg bredband museum idrott teater film hälsa verkstad utbildning validering
    bostad integration turism innovation digital forskning landsbygd stad mat äldre barn
    förening brygga
""".split()  # noqa: SIM905 (a list of words reads better so)


@st.composite
def titles(draw: st.DrawFn) -> list[str]:
    """Titles of four words of their own each, so that none is like another."""
    words = draw(st.permutations(WORDS))
    return [" ".join(words[at : at + 4]).capitalize() for at in range(0, len(words) - 3, 4)]


def entries(texts: list[str], prefix: str = "") -> list[Entry]:
    return [Entry(f"{prefix}{at}", text, goal=f"mal-{at % 3}") for at, text in enumerate(texts)]


@given(titles())
@settings(max_examples=40, deadline=None)
def test_the_same_document_again_has_nothing_new_changed_or_gone(texts: list[str]) -> None:
    found = match(entries(texts, "ny-"), entries(texts))
    assert found.pairs == {f"ny-{at}": str(at) for at in range(len(texts))}
    assert (found.unsure, found.new, found.gone) == ({}, [], [])


@given(titles(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_another_order_is_no_change(texts: list[str], random) -> None:  # type: ignore[no-untyped-def]
    newer = entries(texts, "ny-")
    random.shuffle(newer)
    assert match(newer, entries(texts)).pairs == {f"ny-{at}": str(at) for at in range(len(texts))}


@given(titles(), st.data())
@settings(max_examples=40, deadline=None)
def test_one_reworded_title_is_the_same_record(texts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(texts) - 1))
    newer = entries(texts, "ny-")
    newer[at] = replace(newer[at], title=f"{newer[at].title} i hela länet 2031")
    found = match(newer, entries(texts))
    assert found.pairs[f"ny-{at}"] == str(at)
    assert (found.unsure, found.new, found.gone) == ({}, [], [])


@given(titles(), st.data())
@settings(max_examples=40, deadline=None)
def test_one_that_is_parted_in_two_is_a_question(texts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(texts) - 1))
    cut = data.draw(st.integers(1, 3))
    words = texts[at].split()
    newer = entries(texts, "ny-")
    halves = [Entry("a", " ".join(words[:cut])), Entry("b", " ".join(words[cut:]))]
    newer[at : at + 1] = halves
    found = match(newer, entries(texts))
    assert str(at) not in found.pairs.values()
    assert str(at) in {slug for candidates in found.unsure.values() for slug in candidates}


@given(titles(), st.data())
@settings(max_examples=40, deadline=None)
def test_every_record_is_in_one_place(texts: list[str], data: st.DataObject) -> None:
    """Paired, asked about, new or gone: nothing is lost, and nothing is paired twice."""
    older = entries(texts)
    kept = data.draw(st.lists(st.sampled_from(older), unique_by=lambda one: one.slug))
    more = data.draw(st.lists(st.sampled_from(WORDS), max_size=5))
    newer = [replace(one, slug=f"ny-{one.slug}") for one in kept]
    newer += [Entry(f"mer-{at}", f"{word} och annat") for at, word in enumerate(more)]
    found = match(newer, older)
    assert sorted([*found.pairs, *found.unsure, *found.new]) == sorted(one.slug for one in newer)
    assert len(set(found.pairs.values())) == len(found.pairs)
    asked = {slug for candidates in found.unsure.values() for slug in candidates}
    assert set(found.gone) == {one.slug for one in older} - set(found.pairs.values()) - asked


def test_two_goals_of_one_number_and_other_words_are_a_question() -> None:
    found = match([Entry("ny", "Bättre luft", "7")], [Entry("gammal", "Fler cyklar", "7")])
    assert found.unsure == {"ny": ["gammal"]}


def test_the_same_words_twice_are_told_apart_by_their_goal() -> None:
    older = [Entry("a", "Stödja företag", goal="x"), Entry("b", "Stödja företag", goal="y")]
    newer = [Entry("1", "Stödja företag.", goal="y"), Entry("2", "Stödja  företag", goal="x")]
    assert match(newer, older).pairs == {"1": "b", "2": "a"}


def test_an_answer_holds_against_all_likeness() -> None:
    older = [Entry("a", "Bygga cykelvägar")]
    newer = [Entry("1", "Bygga cykelvägar"), Entry("2", "Odla skog")]
    assert match(newer, older, {"1": "", "2": "a"}).pairs == {"2": "a"}
    assert match(newer, older, {"1": ""}).gone == ["a"]


def test_a_record_that_was_renamed_on_the_site_is_known_by_what_the_document_called_it() -> None:
    older = [Entry("a", "Cyklar", former_title="Bygga gång- och cykelvägar till alla skolor")]
    newer = [Entry("1", "Bygga gång- och cykelvägar till alla skolor i länet")]
    assert match(newer, older).pairs == {"1": "a"}


def test_spaces_capitals_and_a_full_stop_are_no_change() -> None:
    assert same_text("Bygga  Cykelvägar.", "bygga cykelvägar")
    assert not same_text("Bygga cykelvägar", "Bygga cykelväg")
