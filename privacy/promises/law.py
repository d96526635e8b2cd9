"""Laws the policy cites, so that a renumbered article never means a rewritten text."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LawReference:
    """A provision in force, and the number it had before it was moved."""

    citation: Mapping[str, str]
    former_citation: Mapping[str, str]

    def cite(self, locale: str) -> str:
        """This function will return both numbers of the provision in one language."""
        pattern = "{} ({})" if locale == "en" else "{}（{}）"
        return pattern.format(self.citation[locale], self.former_citation[locale])


# The amendment in force since 2026-01-01 moved the duty; its words stayed.
NETWORK_LOG_LAW = LawReference(
    citation={
        "en": "Article 23(3) of the Cybersecurity Law of the People's Republic of China",
        "zh-hans": "《中华人民共和国网络安全法》第二十三条第三项",
    },
    former_citation={
        "en": "Article 21(3) before 2026",
        "zh-hans": "2026年以前为第二十一条第三项",
    },
)
