import subprocess
import sys
import unicodedata

import pytest

from livskraft.shared.swedish import (
    fold,
    marked,
    plain,
    search_terms,
    search_text,
    sort_key,
    stem,
    words,
)


def test_titles_sort_as_in_a_swedish_dictionary():
    titles = [
        "Öka",
        "Zebra",
        "Ängelholm",
        "Ål",
        "apa",
        "Ålder",
        "Örebro",
        "Ystad",
        "mål 10",
        "mål 2",
    ]
    assert sorted(titles, key=sort_key) == [
        *("apa", "mål 2", "mål 10", "Ystad", "Zebra", "Ål", "Ålder", "Ängelholm", "Öka", "Örebro")
    ]


def test_sort_keys_are_plain_letters_so_that_every_database_sorts_them_alike():
    assert sort_key("Åtgärder för Malmö!").isascii()
    assert len(sort_key("å" * 900)) == 600


def test_composed_and_decomposed_letters_are_the_same():
    decomposed = unicodedata.normalize("NFD", "Västerås")
    assert fold(decomposed) == fold("Västerås")
    assert sort_key(decomposed) == sort_key("Västerås")


def test_search_text_holds_the_words_with_and_without_dots():
    assert search_text("Västerås stad", "", "Öppen!") == "västerås stad öppen vasteras stad oppen"
    assert search_text("Sala kommun") == "sala kommun"


@pytest.mark.parametrize(
    "forms",
    [
        "bredband bredbandet bredbandets",
        "kommun kommunen kommuner kommunerna kommunernas",
        "museum museet museer",
        "företag företagen företagare företagande",
        "trygg trygga trygghet tryggheten",
        "skola skolor skolan skolorna",
        "hälsa hälsan",
        "digital digitala digitalt",
        "aktivitet aktiviteter aktiviteten aktiviteterna",
    ],
)
def test_a_stem_of_any_form_finds_all_forms(forms):
    for asked in forms.split():
        assert all(stem(asked) in form for form in forms.split()), asked


@pytest.mark.parametrize("word", ["sala", "bil", "resa", "män", "2030", "srb"])
def test_short_words_are_looked_for_whole(word):
    assert stem(word) == word


def test_search_terms_are_at_most_eight_each_once():
    assert search_terms("Bredbandets utbyggnad, bredband!") == ("bredband", "utbyggn")
    assert len(search_terms("ett två tre fyra fem sex sju åtta nio tio")) == 8
    assert search_terms(" … ") == ()


def test_hits_are_marked_inside_compounds_and_with_their_endings():
    assert marked("Bredbandsutbyggnad i kommunerna", ("bredband", "kommun")) == [
        ("Bredband", True),
        ("sutbyggnad i ", False),
        ("kommunerna", True),
    ]


def test_terms_without_dots_mark_letters_with_them():
    assert marked("I Västerås", ("vasteras",)) == [("I ", False), ("Västerås", True)]


def test_numbers_are_marked_only_as_words_of_their_own():
    assert marked("7 av 17", ("7",)) == [("7", True), (" av 17", False)]


def test_marking_keeps_letters_that_fold_to_several():
    assert "".join(piece for piece, _ in marked("Straße åt", ("strasse",))) == "Straße åt"
    assert marked("", ("a",)) == []


def test_words_and_plain_letters():
    assert words("Hälso- och sjukvård, 2030") == ["hälso", "och", "sjukvård", "2030"]
    assert plain("Åäöé") == "aaoe"


def test_no_library_of_stems_is_loaded():
    check = "import sys, livskraft.shared.swedish; sys.exit('snowballstemmer' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
