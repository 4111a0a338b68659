"""Printed lines: what is dropped, what is joined, where a block begins."""

from collections import Counter

import pytest

from livskraft.plans.reading import cleaning, text
from livskraft.plans.reading.blocks import Block, Kind, Mark
from livskraft.plans.reading.paragraphs import blocks_of

pytestmark = pytest.mark.pure


def blocks(document: str) -> list[Block]:
    kept, _dropped = cleaning.without_furniture(text.lines_of(document))
    return blocks_of(kept)


def headings(document: str) -> list[str]:
    return [block.text for block in blocks(document) if block.kind is Kind.HEADING]


def items(document: str) -> list[str]:
    return [block.text for block in blocks(document) if block.kind is Kind.BULLET]


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("hälso-", "och sjukvården", "hälso- och sjukvården"),
        ("gemensamma EU-", "frågor", "gemensamma EU-frågor"),
        ("alla SIP-", "koordinatorer", "alla SIP-koordinatorer"),
        ("ny närings-", "livspolitik", "ny näringslivspolitik"),
        ("vår e-", "tjänst", "vår e-tjänst"),
        ("åren 2021–", "2023", "åren 2021–2023"),
        ("en vanlig", "rad", "en vanlig rad"),
    ],
)
def test_hyphens_at_line_ends(left: str, right: str, joined: str) -> None:
    words = cleaning.words_of(["en näringslivspolitik och en e-tjänst"])
    assert cleaning.join(left, right, words) == (joined, True)


def test_a_hyphen_that_nothing_tells_of_is_joined_but_unsure() -> None:
    assert cleaning.join("en okän-", "dis", Counter()) == ("en okändis", False)


def test_page_numbers_and_running_heads_are_dropped() -> None:
    pages = [
        f"Region Exempel          Handlingsplan\n\nText om {word} som är lång nog att vara text.\n\n\n{page}"
        for page, word in enumerate(
            ["torg", "skolor", "vägar", "bad", "tåg", "vatten", "skog", "mat"], 1
        )
    ]
    left = [block.text for block in blocks("\f".join(pages))]
    assert all("Region Exempel" not in line for line in left)
    assert not any(line.strip().isdigit() for line in left)
    assert " ".join(left).count("som är lång nog") == 8


def test_a_year_that_ends_a_title_is_no_page_number() -> None:
    assert headings("1 Insatser för länet 2021–\n2023 \n\nArbetet bedrivs av många.\n") == [
        "Insatser för länet 2021–2023"
    ]


def test_a_table_of_contents_is_passed_over() -> None:
    document = (
        "Innehåll\n1 Inledning ........ 3\n1.1 Bakgrund och syfte som är så långt\natt det går över två "
        "rader ..... 4\n2 Mål 7\n\n1 Inledning\n\nHär börjar planen.\n\n1.1 Bakgrund\n\nMer text.\n"
    )
    assert headings(document) == ["Inledning", "Bakgrund"]


def test_an_item_ends_where_the_next_word_had_room() -> None:
    document = (
        "En rad som visar hur bred texten är satt på den här sidan av dokumentet.\n"
        "• En punkt som fortsätter på nästa rad därför att den inte fick plats på\n"
        "första raden\n"
        "• En kort punkt\n"
        "Ett stycke efter listan som inte hör till punkten ovanför.\n"
    )
    assert items(document) == [
        "En punkt som fortsätter på nästa rad därför att den inte fick plats på första raden",
        "En kort punkt",
    ]


def test_items_have_two_levels_by_indentation_or_by_their_bullets() -> None:
    line = "En rad som visar hur bred texten är satt i det här dokumentet."
    for lower in ("  • Under en", "o Under en"):
        document = f"{line}\n\n• Första\n{lower}\n• Andra\n"
        levels = [block.level for block in blocks(document) if block.kind is Kind.BULLET]
        assert levels == [1, 2, 1]


def test_headings_are_known_by_number_hash_and_label() -> None:
    found = blocks(
        "1 Inledning\n\nText.\n\n2.2 Målområde: Ett gott län\n\nText.\n\n#3 Ökad trygghet\n\nText.\n\n"
        "Delmål 4. Ökad tillit\n\nText.\n\n#6. Vård nära\n"
    )
    marks = [(block.mark, block.section, block.label, block.number, block.text) for block in found]
    assert [mark for mark in marks if mark[0]] == [
        (Mark.NUMBER, "", "", "1", "Inledning"),
        (Mark.LABEL, "2.2", "målområde", "", "Ett gott län"),
        (Mark.HASH, "", "", "3", "Ökad trygghet"),
        (Mark.LABEL, "", "delmål", "4", "Ökad tillit"),
        (Mark.HASH, "", "", "6", "Vård nära"),
    ]


def test_a_line_that_begins_with_a_number_in_a_sentence_is_no_heading() -> None:
    found = blocks("Målet är att nå minst\n1 Gbit per sekund i hela länet.\n2021 Var ett bra år.\n")
    assert not any(block.mark is Mark.NUMBER for block in found)


def test_a_table_in_text_is_told_by_its_empty_columns() -> None:
    document = (
        "Nr  Aktivitet                          Ansvarig      Tid\n"
        "1   Bygga om torget så att det blir    Enheten       2022\n"
        "    tryggare                           Alfa\n"
        "2   Ta fram en plan                    Enheten Beta  2023\n"
        "\nDetta är ett stycke efter tabellen som går över hela bredden av sidan.\n"
    )
    rows = [block.cells for block in blocks(document) if block.kind is Kind.ROW]
    assert rows[1:] == [
        ("1", "Bygga om torget så att det blir tryggare", "Enheten Alfa", "2022"),
        ("2", "Ta fram en plan", "Enheten Beta", "2023"),
    ]
