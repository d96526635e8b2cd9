"""The letter to a guardian: who asks, what it is about, and the page where they decide."""

from django.utils.translation import gettext, override

from accounts.models import GuardianLink
from accounts.services.link_guardian import guardian_address, renew_link_secret
from accounts.services.send_mail import own_address, send_text
from privacy.promises import GUARDIAN_SILENCE


def write_to_guardian(link: GuardianLink) -> None:
    """This function will send the letter with a fresh link; links of earlier letters end."""
    words = {
        "child": link.child.email,
        "link": own_address("guardian", renew_link_secret(link)),
        "days": GUARDIAN_SILENCE.days,
    }
    with override(link.child.locale):
        subject = gettext("A child asks for your consent")
        text = gettext(
            "A child made an account with the address %(child)s and named you as parent or "
            "guardian.\n\n"
            "The site makes portraits from photos. Nothing can be done with a photo before you "
            "have read what happens to it and agreed:\n%(link)s\n\n"
            "Without an answer in %(days)d days, or if you refuse, everything about the account "
            "is erased. Keep this letter: the same page lets you withdraw your consent, see what "
            "is held, and cancel the account."
        )
        send_text(guardian_address(link), subject, text % words)
