"""The mails of an account: plain text, in the person's language, with links to our own origin."""

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext, override

from accounts.models import User


def own_address(route: str, *args: str) -> str:
    """This function will return a page's address; no header of a request has a say in it."""
    return f"{settings.SITE_ORIGIN}{reverse(route, args=args)}"


def send_confirmation(person: User) -> None:
    """This function will send the link that confirms the address, unless it is confirmed."""
    address = EmailAddress.objects.filter(user=person, primary=True, verified=False).first()
    if address is None:
        return
    link = own_address("account_confirm_email", EmailConfirmationHMAC(address).key)
    with override(person.locale):
        subject = gettext("Confirm your e-mail address")
        text = gettext(
            "Somebody, probably you, made an account with this address.\n\n"
            "Open this page to confirm it:\n%(link)s\n\n"
            "If it was not you, you need do nothing: without this step the account stays shut."
        )
        _send(person, subject, text % {"link": link})


def send_address_taken(person: User) -> None:
    """This function will tell the owner that somebody tried to sign up with their address."""
    with override(person.locale):
        subject = gettext("You already have an account")
        text = gettext(
            "Somebody, probably you, tried to make an account with this address. "
            "There is one already, and nothing about it was changed.\n\n"
            "Sign in: %(login)s\nForgotten your password? %(reset)s"
        )
        links = {
            "login": own_address("account_login"),
            "reset": own_address("account_reset_password"),
        }
        _send(person, subject, text % links)


def _send(person: User, subject: str, text: str) -> None:
    EmailMessage(f"{subject} · {settings.SITE_NAME}", text, to=[person.email]).send()
