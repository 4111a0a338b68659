"""What a page's HTML must hold to. Each rule names the faults that it finds; none means good.

html5lib reports what breaks the grammar; the rules here add what the grammar lets pass: labels,
doubled ids, nesting, headings, inline code, other hosts, the language of texts.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

SVG = "{http://www.w3.org/2000/svg}"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: May hold only text and what flows within it.
ONLY_TEXT = {
    *HEADINGS, "abbr", "b", "button", "cite", "code", "em", "i", "kbd", "label", "mark", "meter",
    "output", "p", "pre", "progress", "q", "s", "small", "span", "strong", "sub", "sup", "time",
    "var",
}  # fmt: skip
#: May stand only where blocks may.
BLOCKS = {
    *HEADINGS, "address", "article", "aside", "blockquote", "details", "dialog", "div", "dl",
    "fieldset", "figure", "footer", "form", "header", "hr", "main", "nav", "ol", "p", "pre",
    "search", "section", "table", "ul",
}  # fmt: skip
CHILDREN = {
    "dl": {"dt", "dd", "div", "script", "template"},
    "ol": {"li", "script", "template"},
    "ul": {"li", "script", "template"},
}
PARENTS = {
    "dd": {"dl", "div"},
    "dt": {"dl", "div"},
    "figcaption": {"figure"},
    "legend": {"fieldset"},
    "li": {"ol", "ul", "menu"},
    "summary": {"details"},
}
DATA_SCRIPTS = {"application/json", "application/ld+json"}
REFERENCES = (
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "headers",
    "list",
)
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
#: Names of places and letters, which an English text uses too.
NAMES = {"Västmanland", "Västmanlands", "Västmanland's", "Kungsör", "Köping", "Västerås", *"åäöÅÄÖ"}
#: Counties have no other name in English sentences.
COUNTY = re.compile(r"\bVästmanlands län\b")


@dataclass
class Page:
    """One parsed document, with what the rules ask of it."""

    root: Element
    parse_errors: list[str]
    host: str = "testserver"
    parents: dict[Element, Element] = field(default_factory=dict)

    @classmethod
    def parse(cls, html: str, host: str = "testserver") -> "Page":
        parser = html5lib.HTMLParser(
            tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False
        )
        root = parser.parse(html)
        lines = html.splitlines() or [""]
        errors = []
        for (line, _column), code, values in parser.errors:
            source = lines[min(line, len(lines)) - 1].strip()[:120]
            errors.append(f"line {line} does not parse: {code} {values or ''} in {source}")
        page = cls(root, errors, host)
        page.parents = {child: parent for parent in root.iter() for child in parent}
        return page

    @cached_property
    def elements(self) -> list[Element]:
        """All elements in the order of the document; comments are left out."""
        return [element for element in self.root.iter() if isinstance(element.tag, str)]

    @cached_property
    def by_id(self) -> dict[str, Element]:
        return {element.get("id", ""): element for element in self.elements}

    def named(self, *tags: str) -> Iterator[Element]:
        return (element for element in self.elements if element.tag in tags)

    def ancestors(self, element: Element) -> Iterator[Element]:
        """Yield the parent first, the root last."""
        while element in self.parents:
            element = self.parents[element]
            yield element

    def language(self, element: Element) -> str:
        for holder in (element, *self.ancestors(element)):
            language = holder.get("lang")
            if language is not None:
                return language
        return ""


def problems(html: str, *, host: str = "testserver") -> list[str]:
    """Return every fault of the page, in the order of the rules."""
    page = Page.parse(html, host)
    return [*page.parse_errors, *(problem for rule in RULES for problem in rule(page))]


def document(page: Page) -> Iterator[str]:
    if not page.root.get("lang"):
        yield "the html element has no lang"
    titles = [text(title) for title in page.named("title")]
    if len(titles) != 1 or not titles[0]:
        yield f"the page needs one title that is not empty, it has {titles}"
    mains = list(page.named("main"))
    if len(mains) != 1:
        yield f"the page needs one main element, it has {len(mains)}"


def headings(page: Page) -> Iterator[str]:
    found = list(page.named(*HEADINGS))
    first = [text(heading) for heading in found if heading.tag == "h1"]
    if len(first) != 1:
        yield f"the page needs one h1, it has {first}"
    level = 0
    for heading in found:
        if not accessible_name(page, heading):
            yield f"{show(heading)} is empty"
        if int(heading.tag[1]) > level + 1:
            yield f"{show(heading)} “{text(heading)}” skips a level after h{level}"
        level = int(heading.tag[1])


def identifiers(page: Page) -> Iterator[str]:
    names = [element.get("id", "") for element in page.elements if element.get("id") is not None]
    for name, count in Counter(names).items():
        if count > 1 or not name or re.search(r"\s", name):
            yield f"id “{name}” is there {count} times, is empty or holds a space"


def references(page: Page) -> Iterator[str]:
    for element in page.elements:
        for attribute, value in element.attrib.items():
            names = re.findall(r"url\(#([^)]+)\)", value)
            if attribute in REFERENCES:
                names += value.split()
            if attribute in HREFS and value.startswith("#"):
                names.append(value[1:])
            for name in names:
                if name not in page.by_id:
                    yield f"{show(element)}: {attribute} names “{name}”, which is not on the page"


def labels(page: Page) -> Iterator[str]:
    for control in page.named("input", "select", "textarea"):
        kind = control.get("type", "text")
        if kind == "hidden":
            continue
        if kind in ("submit", "button", "reset"):
            is_named = bool(control.get("value") or control.get("aria-label"))
        else:
            is_named = bool(label_of(page, control))
        if not is_named:
            yield f"{show(control)} has no label"
    for element in page.named("a", "button", "summary"):
        if not accessible_name(page, element):
            yield f"{show(element)} says nothing"


def pictures(page: Page) -> Iterator[str]:
    for image in page.named("img"):
        if image.get("alt") is None:
            yield f"{show(image)} has no alt"
    for drawing in page.named(f"{SVG}svg"):
        is_hidden = any(
            holder.get("aria-hidden") == "true" for holder in (drawing, *page.ancestors(drawing))
        )
        if is_hidden or inside_svg(page, drawing):
            continue
        has_title = any(text(child) for child in drawing if child.tag == f"{SVG}title")
        if not (has_title or drawing.get("aria-label") or drawing.get("aria-labelledby")):
            yield f"{show(drawing)} is neither named nor hidden from screen readers"


def nesting(page: Page) -> Iterator[str]:
    for element in page.elements:
        ancestors = [str(holder.tag) for holder in page.ancestors(element)]
        if element.tag in BLOCKS:
            # A heading may stand in summary and legend; those are not in ONLY_TEXT.
            for holder in ONLY_TEXT.intersection(ancestors):
                yield f"{show(element)} stands in {holder}"
        if element.tag in PARENTS and ancestors[0] not in PARENTS[str(element.tag)]:
            yield f"{show(element)} stands in {ancestors[0]}"
        for child in element if element.tag in CHILDREN else ():
            if isinstance(child.tag, str) and child.tag not in CHILDREN[str(element.tag)]:
                yield f"{show(child)} stands right in {element.tag}"
        if is_interactive(element):
            for holder in page.ancestors(element):
                if holder.tag in ("a", "button", "summary") or (
                    holder.tag == "label" and element.tag in ("a", "button", "label")
                ):
                    yield f"{show(element)} stands in {show(holder)}"


def inline_code(page: Page) -> Iterator[str]:
    for element in page.elements:
        if element.tag in ("style", f"{SVG}style"):
            yield "a style element, which the security policy forbids"
        is_inline_script = element.tag == "script" and not element.get("src")
        if is_inline_script and element.get("type") not in DATA_SCRIPTS:
            yield "an inline script, which the security policy forbids"
        for attribute, value in element.attrib.items():
            if attribute == "style" or attribute.startswith("on"):
                yield f"{show(element)} has the inline attribute {attribute}"
            if value.strip().lower().startswith("javascript:"):
                yield f"{show(element)}: {attribute} is a script"


def other_hosts(page: Page) -> Iterator[str]:
    for element in page.elements:
        addresses = [
            element.get(name) for name in ("src", "poster", "data", "action", "formaction")
        ]
        addresses += [
            part.split()[0] for part in element.get("srcset", "").split(",") if part.strip()
        ]
        if element.tag in (f"{SVG}use", f"{SVG}image"):
            addresses += [element.get(name) for name in HREFS]
        if element.tag == "link" and not {"canonical", "alternate"} & set(
            element.get("rel", "").split()
        ):
            addresses.append(element.get("href"))
        for address in filter(None, addresses):
            if urlsplit(address).netloc not in ("", page.host):
                yield f"{show(element)} asks another host: {address}"


def languages(page: Page) -> Iterator[str]:
    """Swedish words on an English page stand in an element that says so, or are somebody's name."""
    if page.root.get("lang") != "en":
        return
    for element in page.elements:
        parent = page.parents.get(element)
        texts = [(element, element.text if element.tag not in ("title", "script") else None)]
        texts += [(parent, element.tail)] if parent is not None else []
        texts += [
            (element, element.get(name)) for name in ("alt", "aria-label", "placeholder", "title")
        ]
        for holder, content in texts:
            words = re.findall(r"[\w’'-]*[åäöÅÄÖ][\w’'-]*", COUNTY.sub("", content or ""))
            is_name = holder.get("translate") == "no"
            if set(words) - NAMES and not (is_name or page.language(holder).startswith("sv")):
                yield f"{show(holder)}: Swedish without lang: {(content or '').strip()[:80]}"


RULES: tuple[Callable[[Page], Iterator[str]], ...] = (
    document, headings, identifiers, references, labels, pictures, nesting, inline_code,
    other_hosts, languages,
)  # fmt: skip


def show(element: Element) -> str:
    """Return the start tag, shortened, as the reader will look for it."""
    attributes = "".join(
        f' {name}="{value[:40]}"' for name, value in list(element.attrib.items())[:4]
    )
    return f"<{str(element.tag).removeprefix(SVG)}{attributes}>"


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def inside_svg(page: Page, element: Element) -> bool:
    return any(holder.tag == f"{SVG}svg" for holder in page.ancestors(element))


def is_interactive(element: Element) -> bool:
    if element.tag == "a":
        return element.get("href") is not None
    if element.tag == "input":
        return element.get("type") != "hidden"
    return element.tag in {"button", "details", "iframe", "label", "select", "textarea"} or (
        element.get("tabindex") is not None
    )


def accessible_name(page: Page, element: Element) -> str:
    """Return what a screen reader says of the element: its label, else the texts in it."""
    if element.get("aria-label"):
        return element.get("aria-label", "")
    referenced = [
        page.by_id[name]
        for name in element.get("aria-labelledby", "").split()
        if name in page.by_id
    ]
    if referenced:
        return " ".join(text(target) for target in referenced)
    return spoken_text(element).strip()


def spoken_text(element: Element) -> str:
    if element.get("aria-hidden") == "true":
        return ""
    own = element.get("alt") or element.get("aria-label") or ""
    inner = "".join(
        spoken_text(child) + (child.tail or "") for child in element if isinstance(child.tag, str)
    )
    return f"{own}{element.text or ''}{inner}"


def label_of(page: Page, control: Element) -> str:
    if control.get("aria-label") or control.get("aria-labelledby"):
        return accessible_name(page, control)
    for label in page.named("label"):
        if control.get("id") and label.get("for") == control.get("id"):
            return text(label)
    for holder in page.ancestors(control):
        if holder.tag == "label":
            return text(holder)
    return ""
