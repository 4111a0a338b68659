from livskraft.shared.numbers import number_word, thousands


def test_small_numbers_are_words_and_large_ones_figures():
    assert [number_word(number) for number in (1, 4, 12, 13)] == ["en", "fyra", "tolv", "13"]
    assert number_word(4, "en") == "four"


def test_thousands_do_not_break_over_lines():
    assert thousands(64000000) == "64\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000"
    assert thousands(64000000, "en") == "64,000,000"
