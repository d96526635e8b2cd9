"""The shipped texts: files beside this one, one per version and language."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from privacy.policies.document import PolicyDocument, parse_policy
from privacy.policies.errors import MissingClauses, UnknownPolicy
from privacy.policies.figures import fill_figures
from privacy.promises import PROMISES

VERSIONS = ("1",)
LOCALES = ("en", "zh-hans")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySource(PolicyDocument):
    """One version in one language; `sha256` is that of `text` in UTF-8, figures filled in."""

    version: str
    locale: str
    text: str
    sha256: str


@cache
def read_policy(version: str, locale: str) -> PolicySource:
    """This function will read a shipped policy and prove that it is whole.

    :raises UnknownPolicy: for a version or language that does not exist
    :raises PolicyTextError: when clauses are missing, doubled or unknown, or a number undeclared
    """
    text = read_text(version, "", locale)
    document = parse_policy(text)
    missing = PROMISES.keys() - {clause.key for clause in document.clauses}
    if missing:
        raise MissingClauses(", ".join(sorted(missing)))
    return PolicySource(
        title=document.title,
        sections=document.sections,
        clauses=document.clauses,
        html=document.html,
        version=version,
        locale=locale,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def read_text(version: str, kind: str, locale: str) -> str:
    """This function will read one file, `v1.en.md` or `v1.summary.en.md`, with its figures.

    :raises UnknownPolicy: for a version or language that does not exist
    :raises UndeclaredFigure: when a number is not the register's
    """
    if version not in VERSIONS or locale not in LOCALES:
        raise UnknownPolicy("no such version or language")
    file = Path(__file__).with_name(f"v{version}{kind}.{locale}.md")
    return fill_figures(file.read_text(encoding="utf-8"), locale)
