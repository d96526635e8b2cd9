"""Send the certificate of a cancellation to the address that the account had, one last time."""

from django.utils.translation import gettext, override

from accounts.services.send_mail import send_text
from privacy.models import Erasure


def send_certificate(address: str, erasure: Erasure) -> None:
    """This function will send the signed certificate; nothing about the account is kept for it."""
    with override(erasure.locale):
        subject = gettext("Your account is gone")
        text = gettext(
            "Your account was cancelled, and we have verified that everything is deleted that the "
            "law does not make us keep.\n\nThis is the signed certificate. Keep it if you like; we "
            "keep nothing that leads from it to you.\n\n%(certificate)s\n"
        )
        message = text % {"certificate": erasure.certificate}
        send_text(address, subject, message)
