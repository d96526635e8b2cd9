"""The plain summary: the policy in lines that a person reads in a minute."""

from dataclasses import dataclass
from functools import cache

from privacy.policies.document import MARKDOWN, plain_words, take_marker
from privacy.policies.errors import MalformedMarker, UnknownClause, UnknownPolicy
from privacy.policies.source import read_text
from privacy.promises import PROMISES


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line, and the keys of the clauses it sums up, the first the most telling."""

    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The lines of one version in one language."""

    version: str
    locale: str
    lines: tuple[SummaryLine, ...]


@cache
def read_summary(version: str, locale: str) -> Summary:
    """This function will read the summary of a shipped policy.

    :raises UnknownPolicy: for a version or language that does not exist
    :raises PolicyTextError: when a line names no clause or an unknown one, or a number by hand
    """
    tokens = MARKDOWN.parse(read_text(version, ".summary", locale))
    lines = (
        SummaryLine(take_marker(token), plain_words(token))
        for token in tokens
        if token.type == "inline"
    )
    return Summary(version, locale, tuple(map(_checked, lines)))


def summary_of(version: str, locale: str) -> Summary | None:
    """This function will return the summary, or None for a version that has none."""
    try:
        return read_summary(version, locale)
    except UnknownPolicy:
        return None


def _checked(line: SummaryLine) -> SummaryLine:
    if not line.keys:
        raise MalformedMarker(line.text[:40])
    for key in line.keys:
        if key not in PROMISES:
            raise UnknownClause(key)
    return line
