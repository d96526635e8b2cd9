"""The mails of an account: plain text, in the person's language, with links to our own origin."""

from collections.abc import Mapping

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext, override

from accounts.models import User
from privacy.models import Ticket
from privacy.models.notice import WORDS, Notice
from privacy.services.open_ticket import address_of


def own_address(route: str, *args: str) -> str:
    """This function will return a page's address; no header of a request has a say in it."""
    return f"{settings.SITE_ORIGIN}{reverse(route, args=args)}"


def send_confirmation(person: User) -> None:
    """This function will send the link that confirms the address, unless it is confirmed."""
    address = EmailAddress.objects.filter(user=person, verified=False).order_by("-pk").first()
    if address is None:
        return
    link = own_address("account_confirm_email", EmailConfirmationHMAC(address).key)
    with override(person.locale):
        subject = gettext("Confirm your e-mail address")
        text = gettext(
            "Somebody, probably you, gave this address for an account.\n\n"
            "Open this page to confirm it:\n%(link)s\n\n"
            "If it was not you, you need do nothing: without this step nothing happens."
        )
        send_text(address.email, subject, text % {"link": link})


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
        send_text(person.email, subject, text % links)


def send_password_reset(person: User) -> None:
    """This function will send the link under which a new password is chosen, once."""
    key = EmailAwarePasswordResetTokenGenerator().make_token(person)
    link = own_address("account_reset_password_from_key", user_pk_to_url_str(person), key)
    with override(person.locale):
        subject = gettext("Choose a new password")
        text = gettext(
            "Somebody, probably you, asked for a new password for this account.\n\n"
            "Open this page within half an hour to choose one:\n%(link)s\n\n"
            "If it was not you, you need do nothing: your password stays as it is."
        )
        send_text(person.email, subject, text % {"link": link})


def send_security_notice(person: User, kind: str, *, to: str = "") -> None:
    """This function will say by mail what was changed, and what to do if it was somebody else."""
    with override(person.locale):
        subject = gettext("A change to your account")
        text = gettext(
            "%(what)s\n\n"
            "If it was you, you need do nothing. If not, open this page and press "
            "“Somebody may have my password”:\n%(link)s"
        )
        words = {"what": WORDS[Notice.Kind(kind)], "link": own_address("settings-security")}
        send_text(to or person.email, subject, text % words)


def send_ticket_notice(ticket: Ticket) -> None:
    """This function will say that a request has news; what the news is stands on its page."""
    address = ticket.person.email if ticket.person else address_of(ticket)
    if not address:
        return
    with override(ticket.locale):
        subject = gettext("News about your request")
        text = gettext(
            "There is an answer, or a question to you. Read it here:\n%(link)s\n\n"
            "Without an account you need the access code that you got when you wrote to us. "
            "Nobody reads answers to this mail."
        )
        send_text(address, subject, text % {"link": own_address("ticket", str(ticket.pk))})


def send_text(
    to: str, subject: str, text: str, *, headers: Mapping[str, str] | None = None
) -> None:
    """This function will send one plain mail in the language that is active.

    Nobody is at an address under `.invalid` (RFC 2606): the made-up people who test the site are.
    """
    if to.endswith(".invalid"):
        return
    subject = f"{subject} · {settings.SITE_NAME}"
    EmailMessage(subject, text, to=[to], headers=dict(headers or {})).send()
