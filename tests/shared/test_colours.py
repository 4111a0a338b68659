import pytest

from livskraft.shared.colours import (
    Palette,
    contrast,
    is_scale,
    mix,
    shortfalls,
    style_sheet,
)

OURS = {
    "light": Palette(
        "#0E3145", "#0B5178", "#0B5178", ("#E2ECF1", "#B4CFDE", "#7BA9C4", "#3B799E", "#0E4465")
    ),
    "dark": Palette(
        "#0B2330", "#8CC8EA", "#7CC0E6", ("#1C3442", "#22506A", "#2A6A8C", "#5AA3CB", "#A8D6F0")
    ),
}


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_our_own_colours_keep_every_demand_that_a_region_must_keep(theme):
    assert shortfalls(OURS[theme], theme) == []
    assert is_scale(OURS[theme], theme)


def test_a_pale_link_misses_its_contrast_on_both_grounds():
    found = shortfalls(Palette(link="#8CC8EA"), "light")
    assert [(short.key, short.against, short.demanded) for short in found] == [
        ("link", "paper", 4.5),
        ("link", "mist", 4.5),
    ]
    assert found[0].ratio == pytest.approx(1.82, abs=0.01)


def test_a_map_whose_middle_is_too_dark_for_its_figures_is_named_by_its_place():
    scale = ("#E2ECF1", "#B4CFDE", "#3B799E", "#3B799E", "#0E4465")
    assert [short.key for short in shortfalls(Palette(map=scale), "light")] == ["map 3"]


def test_a_map_that_jumps_between_pale_and_strong_is_no_scale():
    assert not is_scale(
        Palette(map=("#E2ECF1", "#0E4465", "#7BA9C4", "#3B799E", "#0E4465")), "light"
    )


def test_the_style_sheet_holds_only_what_the_region_has_set():
    styles = style_sheet(Palette(link="#0B5178"), Palette(own="#7CC0E6"))
    assert styles == (
        ":root {\n  --link: #0B5178;\n}\n"
        "@media screen and (prefers-color-scheme: dark) {\n:root {\n  --own: #7CC0E6;\n}\n}\n"
    )
    assert style_sheet(Palette(), Palette()) == ""


def test_colours_mix_channel_by_channel():
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
