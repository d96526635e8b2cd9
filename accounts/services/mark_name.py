"""The mark under which failed sign-ins are counted: no address, yet the same for the same name."""

from privacy.encryption import keyed_hash


def mark_name(name: str) -> str:
    """This function will return the keyed hash of a sign-in name."""
    return keyed_hash(name.strip().lower(), purpose="axes_name")
