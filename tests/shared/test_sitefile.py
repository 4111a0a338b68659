import pytest

from livskraft.shared.sitefile import SiteFileError, read_site


def problems(text: str | bytes) -> tuple[str, ...]:
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(SiteFileError) as caught:
        read_site(content, "site.yaml")
    return caught.value.problems


def test_a_whole_file_is_read():
    found = read_site(
        """
name: Livskraftigt Västmanland
sender: Region Västmanland
place: Västmanland
main_plan: vastmanland-2030
question: {sv: Går det åt rätt håll?, en: Is it going the right way?}
contact: utveckling@example.org
search_examples: [bredband, Sala]
logo: bilder/logo.svg
colours:
  light: {field: "#0e3145", link: "#0B5178", map: ["#E2ECF1", "#B4CFDE", "#7BA9C4", "#3B799E", "#0E4465"]}
terms:
  goals: {sv: delmål, en: sub-goals}
""".encode(),
        "site.yaml",
    )
    assert found.question["en"] == "Is it going the right way?"
    assert found.search_examples == ("bredband", "Sala")
    assert found.light.field == "#0E3145"
    assert found.dark.field is None
    assert found.terms["goals"]["sv"] == "delmål"


def test_an_empty_file_lacks_its_name():
    (found,) = problems("")
    assert found == (
        "site.yaml, rad 1: name saknas. Här väntades sajtens namn: "
        "en rad som  name: Livskraftigt Västmanland."
    )


def test_an_unknown_key_is_answered_with_the_nearest_known_one():
    assert problems("name: A\nplats: B\ncolors: {}\n") == (
        "site.yaml, rad 2, plats: ”plats” går inte. Här väntades place.",
        "site.yaml, rad 3, colors: ”colors” går inte. Här väntades colours.",
    )


def test_every_fault_of_a_file_is_told_with_its_line_and_place():
    found = problems(
        "name: A\ncontact: ingen adress\nsearch_examples: bredband\nquestion:\n  sv: Hur?\n"
        'colours:\n  light:\n    link: blue\n    map: ["#FFFFFF"]\n'
    )
    assert [one.split(":")[0] for one in found] == [
        "site.yaml, rad 2, contact",
        "site.yaml, rad 3, search_examples",
        "site.yaml, rad 4",
        "site.yaml, rad 8, colours.light.link",
        "site.yaml, rad 9, colours.light.map",
    ]


def test_a_colour_that_misses_its_contrast_is_refused_with_both_ratios():
    (on_paper, on_mist) = problems('name: A\ncolours:\n  light:\n    link: "#7A8FA0"\n')
    assert on_paper == (
        "site.yaml, rad 4, colours.light.link: ”#7A8FA0” går inte. Här väntades "
        "en färg med kontrast minst 4,50 mot sidan #FFFFFF; den här har 3,35."
    )
    assert "mot den grå ytan #F3F4F1" in on_mist


def test_a_colour_of_the_map_is_named_by_its_number_and_line():
    found = problems(
        'name: A\ncolours:\n  dark:\n    map:\n      - "#1C3442"\n      - "#22506A"\n'
        '      - "#A8D6F0"\n      - "#5AA3CB"\n      - "#A8D6F0"\n'
    )
    assert found[0].startswith("site.yaml, rad 7, colours.dark.map.3: ”#A8D6F0” går inte.")
    assert "från blek till stark" in found[1]


@pytest.mark.parametrize("logo", ["/etc/passwd.png", "../logo.svg", "logo.gif"])
def test_a_logo_must_be_an_image_beneath_the_folder(logo):
    (found,) = problems(f"name: A\nlogo: {logo}\n")
    assert found.startswith(f"site.yaml, rad 2, logo: ”{logo}” går inte.")


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        ("name: A\nname: B\n", 'site.yaml, rad 2: name: Nyckeln "name" står två gånger'),
        ("name: A\n  place: B\n", "site.yaml, rad 2: Här är ett kolon för mycket"),
        (
            "name: A\nplace: Västmanland\n".encode("latin-1"),
            "site.yaml, rad 2: Byten 0xE4 är inte UTF-8",
        ),
        ("- name\n", "site.yaml, rad 1, name: "),
        ("contact: 2021-13-01\n", "site.yaml, rad"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(content, beginning):
    assert problems(content)[0].startswith(beginning)


def test_few_people_and_similar_municipalities_are_settings():
    found = read_site(
        b"name: A\nsmall_groups: 3\nsimilar_by: [folkmangd, skattekraft]\n", "site.yaml"
    )
    assert (found.small_groups, found.similar_by) == (3, ("folkmangd", "skattekraft"))
    assert read_site(b"name: A\n", "site.yaml").small_groups == 5


@pytest.mark.parametrize("number", ["2", "0", "yes", "1000", "fem"])
def test_a_limit_that_protects_nobody_is_refused(number):
    (found,) = problems(f"name: A\nsmall_groups: {number}\n")
    assert "ett tal från 3 till 100" in found


def test_what_makes_municipalities_similar_is_a_list():
    (found,) = problems("name: A\nsimilar_by: folkmangd\n")
    assert "en lista med mått" in found
