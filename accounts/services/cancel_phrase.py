"""The phrase that a person types to say that they mean it."""

from django.utils.translation import gettext, override

from privacy.models.refusal import Refused

LOCALES = ("en", "zh-hans")


def cancel_phrase() -> str:
    """This function will return the phrase in the reader's language."""
    return gettext("cancel my account")


def require_phrase(typed: str) -> None:
    """This function will let the phrase pass in any of the site's languages, however it is spaced.

    :raises Refused: `phrase_wrong`, 400
    """
    accepted = set()
    for locale in LOCALES:
        with override(locale):
            accepted.add(_plain(cancel_phrase()))
    if _plain(typed) not in accepted:
        raise Refused("phrase_wrong", 400)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
