"""The code with which somebody without an account comes back to a request.

A form that is sent twice must say the same code twice, and nothing but a hash of it is kept. So a
request's number and its code both follow from the random word of its form and from all that was
typed into it: the same again is the same request, one word more is another.
"""

import hashlib
import secrets
from uuid import UUID

from privacy.encryption import keyed_hash
from privacy.models import Ticket

# Without letters and digits that are mistaken for one another; 20 of 31 carry 99 bits.
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 20
CODE_GROUP = 5
# What a form carries: 32 random bytes. Anything shorter was not made by us, and could be guessed.
SUBMISSION_LENGTH = 43


def new_submission() -> str:
    """This function will return the random word that one form carries."""
    return secrets.token_urlsafe(32)


def names_of_request(submission: str, *typed: str) -> tuple[UUID, str]:
    """This function will return the number and the access code of what was typed into a form.

    Without the word of a form every request is a new one.
    """
    word = submission if len(submission) == SUBMISSION_LENGTH else new_submission()
    whole = "\x00".join((word, *typed))
    number = keyed_hash(whole, purpose="request_number")
    return UUID(number[:32], version=4), _code(keyed_hash(whole, purpose="request_code"))


def hash_code(code: str) -> str:
    """This function will return what of an access code is stored; case and dashes are no matter."""
    plain = "".join(letter for letter in code.lower() if letter in CODE_LETTERS)
    return hashlib.sha256(plain.encode()).hexdigest()


def opens(ticket: Ticket, code: str) -> bool:
    """This function will say whether a code opens the ticket."""
    stored = ticket.access_code_sha256
    return bool(stored) and secrets.compare_digest(stored, hash_code(code))


def _code(digest: str) -> str:
    number, letters = int(digest, 16), ""
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_LETTERS))
        letters += CODE_LETTERS[place]
    groups = range(0, CODE_LENGTH, CODE_GROUP)
    return "-".join(letters[start : start + CODE_GROUP] for start in groups)
