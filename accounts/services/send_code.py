"""Mail a code that proves once that somebody reads the account's mailbox."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext, override

from accounts.models import User


def send_code(person: User, code: str) -> None:
    """This function will send the code; it is in no log and in no queue."""
    with override(person.locale):
        subject = gettext("Your code")
        text = gettext(
            "%(code)s\n\nType this code on the page you came from. It works once, for ten "
            "minutes. If you did not ask for it, somebody else is signed in as you: change your "
            "password."
        )
        message = text % {"code": code}
        EmailMessage(f"{subject} · {settings.SITE_NAME}", message, to=[person.email]).send()
