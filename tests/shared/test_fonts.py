import pytest
from fontTools.ttLib import TTFont

from livskraft.shared.fonts import build_fonts


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("build")
    build_fonts(folder)
    return folder


def test_the_fonts_hold_our_letters_and_their_weights(folder):
    files = build_fonts(folder)
    assert [file.name for file in files] == ["source-serif-4.woff2", "public-sans.woff2"]
    for file in files:
        font = TTFont(file)
        letters = font.getBestCmap()
        assert [
            letter for letter in "ÅÄÖåäöéŠšŽžČčĐđŊŋÁá–”’−×…§½" if ord(letter) not in letters
        ] == []
        assert "wght" in {axis.axisTag for axis in font["fvar"].axes}
        assert file.stat().st_size < 220_000
    assert "opsz" in {axis.axisTag for axis in TTFont(files[0])["fvar"].axes}


def test_fonts_that_are_there_are_not_cut_again(folder):
    first = [file.stat().st_mtime_ns for file in build_fonts(folder)]
    assert [file.stat().st_mtime_ns for file in build_fonts(folder)] == first
