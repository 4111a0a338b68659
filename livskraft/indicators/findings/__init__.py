"""What figures say in a sentence or two, by stated rules: headlines that nobody has to write.

Pure: knows neither Django nor the store. Each function returns a `Finding`, whose text is made in
the language of the page: `finding.text(gettext)` with a `Voice` of the same language. A finding
says what was, never why and never whether it is good: that is for the rules of `assessment`.
"""

from livskraft.indicators.findings.finding import Finding, Measured, Voice
from livskraft.indicators.findings.groups import every_finding, sexes_finding
from livskraft.indicators.findings.line import distance_finding, line_finding
from livskraft.indicators.findings.places import (
    comparison_finding,
    place_finding,
    spread_finding,
)
from livskraft.indicators.findings.unit import Unit

__all__ = [
    "Finding",
    "Measured",
    "Unit",
    "Voice",
    "comparison_finding",
    "distance_finding",
    "every_finding",
    "line_finding",
    "place_finding",
    "sexes_finding",
    "spread_finding",
]
