"""Activities in running text: proposed, sentence by sentence, and never taken in unasked."""

import re
from collections.abc import Container, Iterator, Sequence

from livskraft.plans.reading import announcing, vocabulary
from livskraft.plans.reading.blocks import Kind, Place
from livskraft.plans.reading.findings import Findings, ItemList, Section, Topic
from livskraft.plans.reading.messages import _
from livskraft.plans.reading.said import is_field
from livskraft.plans.reading.verbs import ACTION_VERBS
from livskraft.plans.reading.wording import starts_with_action

MAX_DOUBTS = 30
MAX_SENTENCES = 40
NEAR = 14
"""Words after "ska" among which the verb stands."""
NEAR_STATE = 4
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")

Sentences = list[tuple[Place, str]]


def propose(root: Section, chosen: Sequence[ItemList], findings: Findings) -> set[Section]:
    """Ask about sentences that say what is to be done, where no activities are set apart.

    Return the sections of the goals they stand below.
    """
    of_lists = {found.section for found in chosen}
    heads = {goal.section: goal.printed for goal in findings.all_goals() if goal.section}
    served = {
        goal.section
        for activity in findings.activities
        for goal in (activity.goal, activity.scope)
        if goal
    }
    asked: set[Section] = set()
    for section in root.walk():
        if not _may_hold(section, of_lists, heads, served, findings):
            continue
        found = list(_deeds(section))[:MAX_SENTENCES]
        if found and len(asked) < MAX_DOUBTS:
            around = next((each for each in section.ancestors() if each in heads), section)
            asked.add(around)
            _ask(heads.get(around, section.title), found, findings)
    return asked


def _may_hold(
    section: Section,
    of_lists: set[Section],
    goals: Container[Section],
    served: set[Section | None],
    findings: Findings,
) -> bool:
    """Say whether activities are looked for in a section's text.

    Below a heading that announces them, below goals that have none, and everywhere when there are none.
    """
    if section in of_lists or any(block.kind is Kind.ROW for block in section.blocks):
        return False
    if announcing.announces_activities(section.heading):
        return not any(block.is_activity for block in section.blocks)
    above = [each for each in section.ancestors() if each.heading]
    if any(vocabulary.GENERIC.match(each.title) for each in above[:1]):
        return False
    around = next((each for each in above if each in goals), None)
    if around is None:
        return not findings.activities
    return around not in served


def _deeds(section: Section) -> Iterator[tuple[Place, str]]:
    """Yield the sentences of a section that say what is to be done."""
    is_called = announcing.announces_activities(section.heading)
    for block in section.blocks:
        if block.kind is not Kind.PARAGRAPH or is_field(block):
            continue
        for sentence in _SENTENCE_END.split(block.text):
            if is_deed(sentence) or (is_called and starts_with_action(sentence)):
                yield block.place, sentence.strip()


def is_deed(sentence: str) -> bool:
    """Say whether a sentence says that someone is to do something: "Regionen ska ta fram …"."""
    if vocabulary.OF_THE_PLAN.match(sentence) or sentence.endswith(("?", ":")):
        return False
    if vocabulary.ANSWERS_FOR.search(sentence):
        return True
    promise = vocabulary.PROMISE.search(sentence)
    if not promise:
        return False
    words = re.findall(r"[^\W\d_]+", sentence[promise.end() :].lower())[:NEAR]
    for at, word in enumerate(words):
        if at < NEAR_STATE and word in vocabulary.STATES:
            return False
        if _is_action(word):
            return True
    return False


def _is_action(word: str) -> bool:
    """Say whether a word is an infinitive of doing, active or passive: "införa", "införas"."""
    bare = word.removesuffix("s")
    return word in ACTION_VERBS or bare in ACTION_VERBS or bool(vocabulary.VERB_ENDING.match(word))


def _ask(heading: str, found: Sentences, findings: Findings) -> None:
    doubt = findings.ask(
        found[0][0],
        "; ".join(text for _place, text in found)[:1500],
        _(
            "%(count)d sentences under “%(goal)s” seem to name activities in running text. They were "
            "left out. Which of them are activities?"
        ),
        Topic.LEFT_OUT,
        count=len(found),
        goal=heading or findings.title,
    )
    doubt.items = tuple(found)
