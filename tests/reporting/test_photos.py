"""Photos lose what tells of anything but the picture, and nothing of the picture."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livskraft.reporting.file_kinds import ACCEPTED, kind_of
from livskraft.reporting.photos import PhotoError, without_metadata

SECRETS = (b"59.6 N", b"iPhone", b"2022:08:14", b"Kim Ek", b"tidigare bild")
SCAN = b"\x12\xff\x00\x34\xff\xd0\x56"


def segment(marker, content):
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def exif(orientation=None, order=">"):
    entries = [struct.pack(f"{order}HHI", 0x010F, 2, 6) + b"iPhone"[:4]]
    if orientation is not None:
        entries.append(struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0))
    directory = struct.pack(f"{order}H", len(entries)) + b"".join(entries) + bytes(4)
    head = {">": b"MM\0*", "<": b"II*\0"}[order] + struct.pack(f"{order}I", 8)
    return segment(0xE1, b"Exif\0\0" + head + directory + b"59.6 N iPhone 2022:08:14")


def jpeg(*extra, trailer=b""):
    parts = [
        *(b"\xff\xd8", segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), *extra),
        segment(0xDB, b"quantisation"),
        segment(0xC0, b"frame"),
        segment(0xDA, b"scan") + SCAN,
        segment(0xDA, b"scan two") + SCAN,
        b"\xff\xd9" + trailer,
    ]
    return b"".join(parts)


def chunk(name, content=b""):
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png(*extra):
    parts = [chunk(b"IHDR", bytes(13)), *extra, chunk(b"IDAT", b"picture"), chunk(b"IEND")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_a_jpeg_loses_place_camera_time_comments_and_hidden_pictures():
    photo = jpeg(
        exif(),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0Kim Ek"),
        segment(0xE2, b"MPF\0tidigare bild"),
        segment(0xED, b"Photoshop 3.0\0Kim Ek"),
        segment(0xFE, b"Kim Ek"),
        trailer=b"\xff\xd8\xfftidigare bild 59.6 N",
    )
    bare = without_metadata(photo)
    assert bare == jpeg()
    assert not any(secret in bare for secret in SECRETS)
    assert without_metadata(bare) == bare


def test_colours_stay_as_they_are():
    colours = (segment(0xE2, b"ICC_PROFILE\0\1\1sRGB"), segment(0xEE, b"Adobe\0d\0\0\0\0\0\1"))
    assert without_metadata(jpeg(*colours)) == jpeg(*colours)


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_stays_the_right_way_up(orientation, order):
    bare = without_metadata(jpeg(exif(orientation, order)))
    told = b"\x01\x12\x00\x03\x00\x00\x00\x01" + struct.pack(">H", orientation)
    assert (told in bare) == (orientation != 1)
    assert b"iPhone" not in bare
    assert without_metadata(bare) == bare


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_a_way_up_that_does_not_exist_is_left_out(orientation):
    assert without_metadata(jpeg(exif(orientation))) == jpeg()


def test_a_png_loses_texts_and_keeps_what_draws_it():
    photo = png(
        chunk(b"tEXt", b"Author\0Kim Ek"),
        chunk(b"gAMA", bytes(4)),
        chunk(b"eXIf", b"59.6 N"),
        chunk(b"tIME", b"2022:08:14"),
    )
    assert without_metadata(photo + b"tidigare bild") == png(chunk(b"gAMA", bytes(4)))


@pytest.mark.parametrize(
    "whole", [jpeg(exif(6)), png(chunk(b"tEXt", b"a\0b"))], ids=["jpeg", "png"]
)
def test_a_photo_that_is_cut_off_anywhere_is_refused(whole):
    for length in range(len(whole) - 1):
        with pytest.raises(PhotoError):
            without_metadata(whole[:length])


@given(st.binary(max_size=300), st.sampled_from([jpeg(exif(6)), png()]), st.integers(0, 200))
def test_no_bytes_break_it(junk, photo, place):
    damaged = photo[:place] + junk + photo[place + len(junk) :]
    try:
        bare = without_metadata(damaged)
    except PhotoError:
        return
    assert without_metadata(bare) == bare


@given(st.binary(max_size=300), st.text(max_size=20))
def test_a_kind_is_told_of_any_bytes_without_harm(content, name):
    kind = kind_of(content, name)
    assert kind is None or kind.suffix in ACCEPTED.split(",")
