from xml.etree import ElementTree

import pytest
from django.db import DatabaseError

from tests.factories import make_activity, make_goal, make_organisation, make_plan

pytestmark = pytest.mark.django_db
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def test_health_says_that_the_database_answers(strict_client):
    make_plan("plan")
    response = strict_client.get("/healthz", queries=1)
    assert response.json() == {"status": "ok", "database": "ok", "plan": "plan"}


def test_health_is_503_when_the_database_does_not(strict_client, monkeypatch):
    def fail():
        raise DatabaseError

    monkeypatch.setattr("livskraft.website.machine_views.leading_plan", fail)
    response = strict_client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["database"] == "error"


def test_robots_find_the_site_map(strict_client):
    assert "Sitemap: http://testserver/sitemap.xml" in strict_client.get("/robots.txt").text


def test_the_site_map_lists_every_public_page_in_both_languages(strict_client):
    goal = make_goal(make_plan(), slug="trygghet")
    make_activity(goal, slug="kartlagg")
    make_organisation(slug="regionen")
    response = strict_client.get("/sitemap.xml", queries=7)
    addresses = [
        element.text for element in ElementTree.fromstring(response.content).iter(LOCATION)
    ]
    for path in ["/", "/mal/", "/mal/trygghet/", "/aktiviteter/kartlagg/", "/aktorer/regionen/"]:
        assert f"http://testserver{path}" in addresses
        assert f"http://testserver/en{path}" in addresses
    assert len(addresses) == len(set(addresses))


@pytest.mark.pure
def test_every_address_of_the_site_map_answers(client, example_region):
    found = ElementTree.fromstring(client.get("/sitemap.xml").content).iter(LOCATION)
    paths = [(element.text or "").removeprefix("http://testserver") for element in found]
    assert len(paths) > 200
    for path in paths[::17]:
        assert client.get(path).status_code == 200, path


def test_the_logo_may_run_nothing(strict_client, settings, tmp_path):
    settings.LIVSKRAFT_SITE = tmp_path / "site.yaml"
    settings.LIVSKRAFT_SITE.write_text("name: A\nlogo: logo.svg\n")
    assert strict_client.get("/logotyp").status_code == 404
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    response = strict_client.get("/logotyp")
    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/tillganglighet/", "/en/tillganglighet/"])
def test_the_accessibility_statement_leads_to_the_form_and_to_digg(strict_client, address):
    text = strict_client.get(address, queries=1).text
    assert "kontakt/?kind=accessibility" in text
    assert "https://www.digg.se/tdosanmalan" in text
