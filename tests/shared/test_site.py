import logging

import pytest
from django.utils.translation import override

from livskraft.shared.site import check_site_file, local_site, logo, site_settings


@pytest.fixture
def file(tmp_path, settings):
    path = tmp_path / "site.yaml"
    settings.LIVSKRAFT_SITE = path
    return path


def test_without_a_file_the_site_has_a_name_and_nothing_else(file):
    assert site_settings().name == "Livskraft"
    assert local_site().terms == {}


def test_texts_come_in_the_language_of_the_page(file):
    file.write_text("name: A\nsender: Regionen\nquestion: {sv: Hur går det?, en: How goes it?}\n")
    with override("en"):
        assert local_site().question == "How goes it?"
        assert local_site().about.startswith("Here Regionen shows")
    assert local_site().question == "Hur går det?"


def test_a_file_that_breaks_while_the_site_runs_leaves_the_last_good_settings(file, caplog):
    file.write_text("name: Livskraftigt\n")
    assert site_settings().name == "Livskraftigt"
    file.write_text("name: [\nx\n")
    with caplog.at_level(logging.ERROR):
        assert site_settings().name == "Livskraftigt"
    assert "site.yaml, rad" in caplog.text


def test_a_site_with_a_broken_file_refuses_to_start(file):
    file.write_text('name: A\ncolours: {light: {link: "#8CC8EA"}}\n')
    assert "minst 4,50" in check_site_file()[0].msg


def test_the_logo_is_served_only_if_it_is_what_its_name_says(file):
    file.write_text("name: A\nlogo: logo.png\n")
    image = file.with_name("logo.png")
    image.write_bytes(b"\x89PNG\r\n\x1a\n....")
    assert logo() == (b"\x89PNG\r\n\x1a\n....", "image/png")
    image.write_text("<svg/>")
    assert logo() is None


def test_a_logo_that_leads_out_of_the_folder_by_a_link_is_not_read(file):
    outside = file.parent.parent / "secret.svg"
    outside.write_text("<svg/>")
    file.with_name("logo.svg").symlink_to(outside)
    file.write_text("name: A\nlogo: logo.svg\n")
    with pytest.raises(OSError, match=r"logo\.svg"):
        logo()
    assert "finns inte" in check_site_file()[0].msg
