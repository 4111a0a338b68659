"""Who issues a plan, and who decided on it: the lines around the title."""

import re

from livskraft.plans.reading import actors, times, vocabulary
from livskraft.plans.reading.blocks import Block, Kind
from livskraft.plans.reading.findings import Findings

_FIRST = 12
"""Blocks at the start among which these lines are looked for."""
_DECISION = re.compile(
    r"\b(?:antagen|antagits|beslutad|beslut|fastställd|godkänd|adopted|approved)\s+(?:av|i|by)\s+"
    r"(?P<body>[^\d,.;(§]{4,90}?)(?=\s*(?:[,.;(§]|\bden\b|\bon\b|\d|$))",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:\b(?:dnr|diarienr|diarienummer|ärendenummer|beslutsnummer)\.?:?\s*(?P<number>[\w/:.-]*\d[\w/:.-]*)"
    r"|(?P<paragraph>§\s*\d+)|\b(?P<code>[A-ZÅÄÖ]{1,6}[ /-]?\d{2,4}[/:.-]\d{1,6})\b)",
    re.IGNORECASE,
)
_YEARS = re.compile(r"[\s,]+(?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)\d\d)?$")
_ISSUERS = (
    "region",
    "municipality",
    "agency",
    "university",
    "association",
    "company",
    "administration",
)


def read(blocks: list[Block], findings: Findings) -> None:
    """Find the publisher and the decision; both are left out where no line says them."""
    opening = [block for block in blocks[:_FIRST] if block.kind in (Kind.HEADING, Kind.PARAGRAPH)]
    for block in opening:
        if match := _DECISION.search(block.text[:300]):
            findings.decision = _decision(match, block.text[:300])
            break
    names = [_YEARS.sub("", block.text) for block in opening[:6] if _is_name(block.text, findings)]
    kinds = {name: actors.kind_of(name) for name in names}
    findings.publisher = next(
        (name for kind in _ISSUERS for name in names if kinds[name] == kind), ""
    )


def _decision(match: re.Match[str], text: str) -> dict[str, str]:
    rest = text[match.end() :]
    day = times.day_in(rest)
    found = _REFERENCE.search(rest)
    reference = next((part for part in found.groups() if part), "") if found else ""
    decision = {"body": match["body"].strip(), "date": day, "reference": reference.strip()}
    return {key: value for key, value in decision.items() if value}


def _is_name(text: str, findings: Findings) -> bool:
    return (
        text != findings.title
        and len(text) <= 80
        and len(text.split()) <= 7
        and not re.search(r"[.!?;]$|:", text)
        and vocabulary.PLAN_WORD.search(text) is None
        and vocabulary.FRONT_LINE.match(text) is None
    )
