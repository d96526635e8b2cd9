"""Why something was refused: one exception, and the sentences a person reads.

Every code is stable and has two sentences: what is wrong, and the one thing to do about it. Apps
add the codes of their own with `register_sentences`.
"""

from collections.abc import Mapping
from typing import TypeAlias

from django.utils.functional import Promise as LazyText

from privacy.models import sentences


Text: TypeAlias = str | LazyText
Sentences: TypeAlias = tuple[Text, Text]


class Refused(Exception):
    """A request that the rules refuse, with its stable code and the HTTP status it becomes.

    `errors` names the fields that are wrong; its sentences never repeat what was sent. `about` says
    what was refused, where its sentences are its own ("clip").
    """

    def __init__(
        self,
        code: str,
        status: int,
        *,
        retry_after: int | None = None,
        errors: Mapping[str, list[str]] | None = None,
        about: str = "",
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.retry_after = retry_after
        self.errors = dict(errors or {})
        self.about = about

    def __str__(self) -> str:
        return explain(self.code, about=self.about)


class SentenceTaken(Exception):
    """Two apps gave one code different words."""


def register_sentences(sentences: Mapping[str, Sentences]) -> None:
    """This function will add the sentences of an app's own codes.

    :raises SentenceTaken: when a code has a sentence already
    """
    taken = sorted(set(sentences) & set(SENTENCES))
    if taken:
        raise SentenceTaken(", ".join(taken))
    SENTENCES.update(sentences)


def sentences_of(code: str, *, about: str = "") -> Sentences:
    """This function will return what is wrong and what to do about it.

    `about` chooses the sentences that are its own, where it has any.
    """
    usual = SENTENCES.get(code, SENTENCES["refused"])
    return SENTENCES.get(f"{about}.{code}", usual)


def explain(code: str, *, about: str = "") -> str:
    """This function will return both sentences of a code in the reader's language."""
    wrong, remedy = sentences_of(code, about=about)
    return f"{wrong} {remedy}"


SENTENCES: dict[str, Sentences] = {
    code: both for module in sentences.MODULES for code, both in module.SENTENCES.items()
}
