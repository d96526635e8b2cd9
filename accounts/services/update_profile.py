"""Change what a person may change about their account by themselves."""

from accounts.models import User
from privacy.models.refusal import Refused


def update_profile(
    person: User, *, locale: str | None = None, is_sharing_on: bool | None = None
) -> User:
    """This function will save what was given and leave the rest.

    :raises Refused: `guardian_required` when a child would switch sharing on by itself
    """
    if is_sharing_on and person.age_band == User.AgeBand.CHILD:
        raise Refused("guardian_required", 403)
    return _save(person, {"locale": locale, "is_sharing_on": is_sharing_on})


def update_profile_of_child(child: User, *, is_sharing_on: bool) -> User:
    """This function will save what the guardian decided about sharing."""
    return _save(child, {"is_sharing_on": is_sharing_on})


def _save(person: User, changes: dict[str, str | bool | None]) -> User:
    given = {name: value for name, value in changes.items() if value is not None}
    for name, value in given.items():
        setattr(person, name, value)
    person.save(update_fields=list(given))
    return person
