"""Files that are attached: told by what is in them, kept under their checksum, cleared away."""

import io
import os
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from livskraft.reporting.file_kinds import kind_of
from livskraft.reporting.models import Evidence
from livskraft.reporting.services.evidence import EvidenceContent, add_evidence
from livskraft.reporting.services.files import keep_file, shelf, tick
from livskraft.reporting.who import Who
from tests.reporting.making import make_asked


def archive(*names, mimetype=None):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "x")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "suffix"),
    [
        (b"%PDF-1.7", "a", ".pdf"),
        (archive("[Content_Types].xml", "word/document.xml"), "a.zip", ".docx"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "a.docx", ".xlsx"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "a", ".pptx"),
        (archive("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "a", ".odt"),
        ("Å;1\n".encode(), "a.csv", ".csv"),
        ("Å;1\n".encode("latin-1"), "a.TXT", ".txt"),
        ("Å;1\n".encode("utf-16"), "a.csv", ".csv"),
    ],
)
def test_a_kind_is_told_by_the_content(content, name, suffix):
    assert kind_of(content, name).suffix == suffix


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "a.docx"),
        (archive("word/document.xml"), "a.docx"),
        (archive("a.exe"), "a.docx"),
        (archive(mimetype="application/zip"), "a.odt"),
        (b"PK\x03\x04 no archive", "a.docx"),
        (b"MZ\0", "a.txt"),
        (b"<script>", "a.html"),
        (b"text", "a"),
        (b"", "a.pdf"),
    ],
)
def test_what_may_do_harm_or_is_not_known_is_not_taken(content, name):
    assert kind_of(content, name) is None


@pytest.mark.django_db
def test_files_that_nobody_needs_are_cleared_away_after_a_day(settings, tmp_path):
    settings.LIVSKRAFT_DATA = tmp_path
    asked = make_asked()
    assert tick(timezone.now()) == [], "there is no folder yet"
    kept = [keep_file(SimpleUploadedFile("a.pdf", b"%PDF-" + text))[1] for text in (b"1", b"2")]
    content = EvidenceContent("file", file=kept[0])
    add_evidence(assignment=asked.assignment, content=content, who=Who(person=asked.person))
    half = shelf().folder / ".half.draft"
    half.write_bytes(b"%PDF")
    assert tick(timezone.now()) == [], "somebody may be about to send them"
    long_ago = time.time() - 2 * 24 * 60 * 60
    for path in (half, *(shelf().path(one.sha256) for one in kept)):
        os.utime(path, (long_ago, long_ago))
    keep_file(SimpleUploadedFile("a.pdf", b"%PDF-2"))
    assert tick(timezone.now()) == ["överblivna filer till svar, borttagna: 1"]
    os.utime(shelf().path(kept[1].sha256), (long_ago, long_ago))
    assert tick(timezone.now()) == ["överblivna filer till svar, borttagna: 1"]
    assert [name for name, _path in shelf().names()] == [Evidence.objects.get().sha256]
