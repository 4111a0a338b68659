from fontTools.ttLib import TTFont

from livskraft.shared.fonts import build_fonts


def test_the_fonts_hold_our_letters_and_their_weights(tmp_path):
    files = build_fonts(tmp_path)
    assert [file.name for file in files] == ["source-serif-4.woff2", "public-sans.woff2"]
    for file in files:
        font = TTFont(file)
        letters = font.getBestCmap()
        assert all(ord(letter) in letters for letter in "ÅÄÖåäöéŠšŽžČčĐđŊŋŦŧÁá–”’−×…§½")
        assert "wght" in {axis.axisTag for axis in font["fvar"].axes}
        assert file.stat().st_size < 220_000
    assert "opsz" in {axis.axisTag for axis in TTFont(files[0])["fvar"].axes}


def test_fonts_that_are_there_are_not_cut_again(tmp_path):
    first = [file.stat().st_mtime_ns for file in build_fonts(tmp_path)]
    assert [file.stat().st_mtime_ns for file in build_fonts(tmp_path)] == first
