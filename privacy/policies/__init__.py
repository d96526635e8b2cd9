"""The texts people read: the policy by version and language, its summary, and the consents.

A text is Markdown whose clauses begin with the key of the promise they make, `{F-6}`, and whose
numbers are placeholders of the register's figures, `[[F-8.at_most.days]]`. Reading one proves that
every promise has its clause and that no number was written by hand.
"""

from privacy.policies.document import Clause, PolicyDocument, Section, parse_policy
from privacy.policies.errors import PolicyTextError, UnknownPolicy
from privacy.policies.source import LOCALES, VERSIONS, PolicySource, read_policy
from privacy.policies.summaries import Summary, SummaryLine, read_summary, summary_of

__all__ = [
    "LOCALES",
    "VERSIONS",
    "Clause",
    "PolicyDocument",
    "PolicySource",
    "PolicyTextError",
    "Section",
    "Summary",
    "SummaryLine",
    "UnknownPolicy",
    "parse_policy",
    "read_policy",
    "read_summary",
    "summary_of",
]
