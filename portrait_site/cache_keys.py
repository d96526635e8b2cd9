"""Names in the shared cache: the packages put addresses into theirs, here nobody reads them."""

from privacy.encryption import keyed_hash


def cache_key(key: str, prefix: str, version: int) -> str:
    """This function will return a keyed hash of the name, for Django's `KEY_FUNCTION`."""
    return keyed_hash(f"{prefix}:{version}:{key}", purpose="cache")
