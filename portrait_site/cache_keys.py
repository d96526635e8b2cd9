"""Names in the shared cache. The packages put addresses into theirs; none of it is readable here."""

from privacy.encryption import keyed_hash


def cache_key(key: str, prefix: str, version: int) -> str:
    """This function will return a keyed hash of the name, for Django's `KEY_FUNCTION`."""
    return keyed_hash(f"{prefix}:{version}:{key}", purpose="cache")
