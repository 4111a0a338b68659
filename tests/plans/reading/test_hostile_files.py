"""No file makes the reader hang, crash or swell: there is a message that says what to do."""

import contextlib
import io
import random
import subprocess
import sys
import textwrap
import time
import zipfile

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from livskraft.plans.reading import ReadingError, guarded, read_content
from tests.plans.reading import writers
from tests.plans.reading.test_layouts import FIELDS, as_pdf

pytestmark = pytest.mark.pure

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD, EXCEL, PDF = writers.word_with_lists(FIELDS), writers.excel(FIELDS), as_pdf(FIELDS)


def archive(**parts: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF that says it is encrypted by a handler with an unknown password."""
    marks = "0" * 64
    encryption = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{marks}> /U <{marks}> /P -4 >> "
        "/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]"
    )
    return PDF.replace(b"trailer << ", f"trailer << {encryption} ".encode())


REFUSED = {
    "empty": (b"", "empty"),
    "only spaces": (b" \n" * 1000, "empty"),
    "rubbish": (random.Random(1).randbytes(200_000), "neither text"),
    "a PDF cut off": (PDF[:400], "cut off"),
    "a PDF of rubbish": (b"%PDF-1.7\n" + random.Random(2).randbytes(20_000), "broken"),
    "a locked PDF": (locked_pdf(), "password"),
    "a scanned PDF": (writers.pdf_pages([b"0 0 100 100 re f"]), "scanned"),
    "a Word file cut off": (WORD[: len(WORD) // 2], "cut off"),
    "an Excel file cut off": (EXCEL[: len(EXCEL) // 2], "cut off"),
    "an old or locked Office file": (b"\xd0\xcf\x11\xe0" + bytes(4000), "old Word or Excel"),
    "another archive": (archive(a="x"), "neither Word"),
    "a Word bomb": (archive(word__document_xml=b"<w:document>" + b" " * 200_000_000), "unpacked"),
    "an Excel bomb": (
        archive(xl__workbook_xml="<workbook/>", xl__worksheets__sheet1_xml=b" " * 200_000_000),
        "unpacked",
    ),
    "growing entities": (
        archive(
            word__document_xml=f'<!DOCTYPE a [<!ENTITY b "ccc">]><w:document {W}>&b;</w:document>'
        ),
        "XML declaration",
    ),
    "a Word file nested without end": (
        archive(word__document_xml=f"<w:document {W}>" + "<w:tbl><w:tr><w:tc>" * 20_000),
        "broken",
    ),
    "an Excel file with nothing in it": (archive(xl__workbook_xml="<workbook/>"), "workbook"),
    "RTF": (b"{\\rtf1 hej}", "RTF"),
    "HTML": (b"<!DOCTYPE html><html></html>", "HTML"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_the_file_and_what_to_do(name: str) -> None:
    content, words = REFUSED[name]
    with pytest.raises(ReadingError) as caught:
        read_content(content, "plan.docx")
    assert str(caught.value).startswith("plan.docx")
    assert words in str(caught.value)


SWOLLEN = {
    "one endless word": b"a" * 3_000_000,
    "hyphens": b"-" * 1_000_000,
    "dots": b"." * 1_000_000 + b" 5",
    "spaces": b" " * 1_000_000 + b"x",
    "bullets": "• a\n".encode() * 21_000,
    "goals": "#3 Mål\n\n".encode() * 8_000,
    "lines": b"Kort rad utan slut\n" * 20_000,
    "numbers": "\n".join(f"1.{number} Rubrik" for number in range(12_000)).encode(),
    "activities": ("Aktiviteter:\n" + "• Genomföra en aktivitet\n" * 5_000).encode(),
}


@pytest.mark.parametrize("name", SWOLLEN)
def test_odd_texts_are_read_or_refused_in_reasonable_time(name: str) -> None:
    start = time.process_time()
    with contextlib.suppress(ReadingError):
        read_content(SWOLLEN[name], "plan.txt")
    assert time.process_time() - start < 10


def test_a_renamed_file_is_read_by_its_content() -> None:
    for content in (PDF, WORD, EXCEL):
        assert len(read_content(content, "plan.txt").plan["activities"]) == 6


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "mac_roman", "utf-8-sig"])
def test_another_encoding_is_read_and_told(encoding: str) -> None:
    text = "\n".join(writers.as_lines(FIELDS))
    reading = read_content(text.encode(encoding), "plan.txt")
    assert reading.plan["goals"][1]["title"] == "Tillit mellan människor"
    is_told = any("UTF-8" in doubt["question"] for doubt in reading.shown_doubts())
    assert is_told is (encoding != "utf-8-sig")


def test_a_text_encoded_twice_is_put_right() -> None:
    text = "\n".join(writers.as_lines(FIELDS, bullet="-"))
    twice = text.encode().decode("latin-1").encode()
    assert read_content(twice, "plan.txt").plan["goals"][1]["title"] == "Tillit mellan människor"


def test_a_thousand_pages_are_read_within_the_memory_of_the_guarded_process() -> None:
    prose = [*textwrap.wrap(writers.PROSE * 5, 90), ""] * 2100
    pages = writers.pdf([*writers.as_lines(FIELDS), *prose], head="Region Exempel", per_page=14)
    assert len(pypdfium2.PdfDocument(pages)) >= 1000
    program = (
        "import pathlib, re, resource, sys\n"
        "from livskraft.plans.reading import read_content\n"
        "reading = read_content(sys.stdin.buffer.read(), 'plan.pdf')\n"
        "print(len(reading.plan['activities']))\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000)\n"
        # The same of this process; its rusage would also count the one that it was forked from.
        "status = pathlib.Path('/proc/self/status')\n"
        "if status.exists():\n"
        "    print(int(re.search(r'VmHWM:\\s+(\\d+)', status.read_text())[1]) // 1000)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=pages, capture_output=True, check=True, timeout=110
    )
    activities, *megabytes = map(int, done.stdout.split())
    assert activities == 6
    assert max(megabytes) < 500


def test_a_reading_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(ReadingError, match="stopped"):
        guarded.read_content(PDF, "plan.pdf", seconds=0.01)


def word_of(paragraphs: int) -> bytes:
    rows = "<w:p><w:r><w:t>En rad text som ska bli minne.</w:t></w:r></w:p>" * paragraphs
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{rows}</w:body></w:document>"
        )
    return out.getvalue()


def test_a_reading_that_needs_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "MAX_MEMORY", 80_000_000)
    assert read_content(word_of(100), "plan.docx").blocks
    with pytest.raises(ReadingError, match="memory"):
        read_content(word_of(40_000), "plan.docx")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    original=st.sampled_from([PDF, WORD, EXCEL]),
    cut=st.floats(0, 1),
    damage=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=40)), max_size=4),
)
def test_a_damaged_file_is_read_or_refused(
    original: bytes, cut: float, damage: list[tuple[float, bytes]]
) -> None:
    broken = bytearray(original)
    for where, what in damage:
        at = int(where * (len(broken) - 1))
        broken[at : at + len(what)] = what
    broken = broken[: max(1, int(len(broken) * (1 - cut / 4)))]
    with contextlib.suppress(ReadingError):
        read_content(bytes(broken), "plan.pdf")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(alphabet="aåÖ 1234.#•-–\t\n\f|;:()AB", max_size=400))
def test_any_short_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ReadingError):
        read_content(text.encode(), "plan.txt")
