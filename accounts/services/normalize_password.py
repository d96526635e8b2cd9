"""One form for passwords that look the same."""

import unicodedata


def normalize_password(password: str) -> str:
    """This function will return the text in Unicode NFKC."""
    return unicodedata.normalize("NFKC", password)
