"""SVG as text: escaped, with classes in place of colours, the same bytes for the same input.

Places are pixels from the drawing's upper left corner. Colours and sizes of type belong to
`charts.css`; a mark's role (own, nation, peer, women, men, target) is a class that sets its colour.
"""

from collections.abc import Iterable
from html import escape

Point = tuple[float, float]


def number(value: float) -> str:
    """Return a place with one decimal at most, and never "-0"."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def element(name: str, *content: str, **attributes: str | float | None) -> str:
    """Return an element; content is SVG already, values of attributes are escaped.

    `class_` stands for class, other underscores for hyphens; an attribute that is None or "" is
    left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    inside = "".join(content)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else number(value)


def group(classes: str, *content: str, **attributes: str | float | None) -> str:
    """Return content in a group, "" when there is none."""
    return element("g", *content, class_=classes, **attributes) if any(content) else ""


def text(
    x: float, y: float, words: str, classes: str = "", *, anchor: str = "start", tilt: float = 0
) -> str:
    """Return words on a line; `y` is the baseline, the anchor start, middle or end."""
    return element(
        "text",
        escape(words, quote=False),
        class_=classes,
        x=x,
        y=y,
        text_anchor=None if anchor == "start" else anchor,
        transform=f"rotate({number(tilt)} {number(x)} {number(y)})" if tilt else None,
    )


def line(start: Point, end: Point, classes: str) -> str:
    (x1, y1), (x2, y2) = start, end
    return element("line", class_=classes, x1=x1, y1=y1, x2=x2, y2=y2)


def path(points: Iterable[Point], classes: str, *, is_closed: bool = False) -> str:
    """Return straight lines from point to point."""
    places = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", class_=classes, d=f"M{places}{'Z' if is_closed else ''}")


def rectangle(
    left: float, top: float, width: float, height: float, classes: str, *, fill: str | None = None
) -> str:
    return element("rect", class_=classes, x=left, y=top, width=width, height=height, fill=fill)


def dot(centre: Point, radius: float, classes: str, **attributes: str | float | None) -> str:
    x, y = centre
    return element("circle", class_=classes, cx=x, cy=y, r=radius, **attributes)


def diamond(centre: Point, radius: float, classes: str) -> str:
    x, y = centre
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    return path(corners, classes, is_closed=True)


def hatching(key: str) -> str:
    """Return the definition of the hatching that `hatched(key)` fills an area with."""
    return (
        f'<defs><pattern id="{escape(key)}-hatching" width="5" height="5"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="chart-hatch" d="M0 0V5"/></pattern></defs>'
    )


def hatched(key: str) -> str:
    """Return the fill of what is missing; the drawing must hold `hatching(key)`."""
    return f"url(#{key}-hatching)"


def drawing_key(key: str, width: float) -> str:
    """Return what the ids of a drawing begin with: a page may show the same chart in two widths."""
    return f"{key}-{number(width)}"


def drawing(
    kind: str,
    key: str,
    size: tuple[float, float],
    title: str,
    description: str,
    *content: str,
    **attributes: str | float | None,
) -> str:
    """Return the whole SVG: an image with a name and a description for screen readers.

    `kind` becomes the class "chart--kind"; `key` is unique on the page (`drawing_key`).
    """
    width, height = size
    named = f"{key}-title {key}-description" if description else f"{key}-title"
    return element(
        "svg",
        element("title", escape(title, quote=False), id=f"{key}-title"),
        element("desc", escape(description, quote=False), id=f"{key}-description")
        if description
        else "",
        *content,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"chart chart--{kind}",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=named,
        **attributes,
    )
