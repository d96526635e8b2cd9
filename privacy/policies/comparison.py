"""What a new text changes, clause by clause, and whether that is substantial.

Substantial is decided by comparing, not by whoever publishes: a right that is lost, a figure that
differs, or other words about faces, purposes or recipients. Everything else is wording.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from privacy.policies.document import parse_policy
from privacy.promises import PROMISES

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORD = re.compile(r"\s+|[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")
# Sections whose words say what is done with faces (1), for which purposes (2), and who gets it (4).
PURPOSE_SECTIONS, RECIPIENT_SECTIONS = (1, 2), (4,)


class Reason(StrEnum):
    """Why a change is substantial."""

    LOST_RIGHT = "lost_right"
    OTHER_FIGURE = "other_figure"
    OTHER_PURPOSE = "other_purpose"
    OTHER_RECIPIENT = "other_recipient"


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause that differs; `before` or `after` is empty when it is new or gone."""

    key: str
    before: str
    after: str

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why this change is substantial; none when only words changed."""
        return tuple(_reasons(self))

    @property
    def words(self) -> list[tuple[str, str]]:
        """The difference in words: ("same" | "gone" | "new", text), in reading order."""
        return list(_words(self.before, self.after))


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """All that a version changes against the one before it."""

    clauses: tuple[ClauseChange, ...]

    @property
    def is_material(self) -> bool:
        return any(clause.reasons for clause in self.clauses)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        found = {reason for clause in self.clauses for reason in clause.reasons}
        return tuple(reason for reason in Reason if reason in found)


def compare_policies(before: str, after: str) -> PolicyChange:
    """This function will compare two rendered texts of one language.

    :raises PolicyTextError: when one of them cannot be taken apart
    """
    old = {clause.key: clause.text for clause in parse_policy(before).clauses}
    new = {clause.key: clause.text for clause in parse_policy(after).clauses}
    keys = [key for key in PROMISES if old.get(key, "") != new.get(key, "")]
    changes = (ClauseChange(key, old.get(key, ""), new.get(key, "")) for key in keys)
    return PolicyChange(tuple(changes))


def _reasons(change: ClauseChange) -> Iterator[Reason]:
    if not change.after:
        yield Reason.LOST_RIGHT
    elif NUMBER.findall(change.before) != NUMBER.findall(change.after):
        yield Reason.OTHER_FIGURE
    section = PROMISES[change.key].clause
    if section in PURPOSE_SECTIONS:
        yield Reason.OTHER_PURPOSE
    if section in RECIPIENT_SECTIONS:
        yield Reason.OTHER_RECIPIENT


def _words(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = WORD.findall(before), WORD.findall(after)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(old[i1:i2])
            continue
        if i2 > i1:
            yield "gone", "".join(old[i1:i2])
        if j2 > j1:
            yield "new", "".join(new[j1:j2])
