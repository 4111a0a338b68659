"""The small signs: the region's mark, verdicts on goals, and where an activity stands.

Each function returns an SVG without text for a screen reader: words always stand beside it.
Colours come from classes and `currentColor`, so that both themes and print work.
"""

DISC = '<circle cx="11" cy="11" r="10.5" fill="currentColor"/>'
RING = '<circle cx="11" cy="11" r="9.7" fill="none" stroke="currentColor" stroke-width="1.6"/>'
DASHED_RING = (
    '<circle cx="11" cy="11" r="9.7" fill="none" stroke="currentColor" stroke-width="1.6"'
    ' stroke-dasharray="2.54 2.54"/>'
)
DIAMOND = '<path d="M11 .3 21.7 11 11 21.7.3 11Z" fill="currentColor"/>'
OPEN_DIAMOND = (
    '<path d="M11 1.4 20.6 11 11 20.6 1.4 11Z" fill="none" stroke="currentColor"'
    ' stroke-width="1.6"/>'
)

CHECK = "M6 11.4 9.6 15 16.2 7.8"
ONE_ON = "M8.7 6.8 13 11 8.7 15.2"
TWO_ON = "M6.2 6.8 10.4 11 6.2 15.2M11.4 6.8 15.6 11 11.4 15.2"
ON_TO_WALL = "M7 6.8 11.2 11 7 15.2M14.6 6.6V15.4"
ONE_BACK = "M12.8 7.2 9 11 12.8 14.8"
TWO_BACK = "M10.6 7.4 7 11 10.6 14.6M15 7.4 11.4 11 15 14.6"
WAVE = "M5.2 12.4C7 9 9 9 11 11S15 13 16.8 9.6"
PLUS_MINUS = "M11 5.4V12.2M7.6 8.8H14.4M7.6 15.4H14.4"

_VERDICTS = {
    "achieved": (DISC, CHECK, "good"),
    "on_track": (DISC, TWO_ON, "good"),
    "too_slow": (DISC, ONE_ON, "slow"),
    "insufficient": (DISC, ON_TO_WALL, "weak"),
    "wrong_direction": (DIAMOND, TWO_BACK, "bad"),
    "significant_improvement": (RING, TWO_ON, "good"),
    "moderate_improvement": (RING, ONE_ON, "good"),
    "moderate_deterioration": (OPEN_DIAMOND, ONE_BACK, "weak"),
    "significant_deterioration": (OPEN_DIAMOND, TWO_BACK, "bad"),
    "no_certain_trend": (RING, WAVE, "none"),
    "within_margin": (RING, PLUS_MINUS, "none"),
}
VERDICTS = (*_VERDICTS, "cannot_assess")

_OUTLINE = 'fill="none" stroke="currentColor" stroke-width="1.5"'
_STATUSES = {
    "idea": f'<rect x=".75" y=".75" width="24.5" height="8.5" {_OUTLINE} stroke-dasharray="2.5 2"/>',
    "planned": f'<rect x=".75" y=".75" width="24.5" height="8.5" {_OUTLINE}/>',
    "ongoing": (
        f'<rect x=".75" y=".75" width="24.5" height="8.5" {_OUTLINE}/>'
        '<path d="M0 0H13V10H0Z" fill="currentColor"/>'
    ),
    "paused": (
        '<path d="M0 0H9V10H0Z" fill="currentColor"/>'
        f'<rect x="13.25" y=".75" width="12" height="8.5" {_OUTLINE}/>'
    ),
    "done": '<path d="M0 0H26V10H0Z" fill="currentColor"/>',
    "cancelled": (
        f'<rect x=".75" y=".75" width="13.5" height="8.5" {_OUTLINE}/>'
        '<path d="M17.5 1.2 24.5 8.8M24.5 1.2 17.5 8.8" stroke="currentColor" stroke-width="1.5"/>'
    ),
}
STATUSES = tuple(_STATUSES)


def region_mark() -> str:
    """Return the mark that stands where a region has set no logo: the loop that closes."""
    return (
        '<svg class="mark" viewBox="0 0 24 24" width="26" height="26" aria-hidden="true"'
        ' focusable="false">'
        '<path class="mark__ring" d="M12 2.3A9.7 9.7 0 1 1 4.1 6.4" fill="none" stroke-width="3.6"/>'
        '<circle class="mark__dot" cx="6.4" cy="3.9" r="2.7" stroke-width="1.2"/></svg>'
    )


def verdict_tone(verdict: str) -> str:
    """Return the verdict's colour name: good, slow, weak, bad or none."""
    return "none" if verdict == "cannot_assess" else _VERDICTS[verdict][2]


def verdict_sign(verdict: str, *, is_large: bool = False) -> str:
    """Return the sign of a verdict, 22 pixels or 52; raises KeyError for an unknown one.

    The arrow runs along the way to the target, so that "lower is better" needs no thought.
    """
    if verdict == "cannot_assess":
        drawing = (
            DASHED_RING + '<circle cx="8.3" cy="11" r="1.25" fill="currentColor"/>'
            '<circle cx="13.7" cy="11" r="1.25" fill="currentColor"/>'
        )
    else:
        ground, line, _tone = _VERDICTS[verdict]
        is_filled = ground in (DISC, DIAMOND)
        colour = 'class="sign__hole"' if is_filled else 'stroke="currentColor"'
        drawing = f'{ground}<path d="{line}" {colour} fill="none" stroke-width="2"/>'
    size = 52 if is_large else 22
    return (
        f'<svg class="sign" viewBox="0 0 22 22" width="{size}" height="{size}" aria-hidden="true"'
        f' focusable="false">{drawing}</svg>'
    )


def status_bar(status: str) -> str:
    """Return an activity's status as a small bar, the timeline in miniature, in ink only.

    Raises KeyError for an unknown status.
    """
    return (
        '<svg class="status-bar" viewBox="0 0 26 10" width="26" height="10" aria-hidden="true"'
        f' focusable="false">{_STATUSES[status]}</svg>'
    )
