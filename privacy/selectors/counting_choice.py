"""May a visit be counted? Only after a yes; and which of the sums may be shown."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet, Sum

from privacy.models import ConsentState, PageCount
from privacy.policies.consents import CONSENTS
from privacy.promises import SMALLEST_GROUP

PURPOSE = "analytics"


class Choice(StrEnum):
    """What somebody answered; `PENDING` before they did."""

    YES = "yes"
    NO = "no"
    PENDING = "pending"


def choice_of_person(person: Any) -> Choice:
    """This function will return what the consent ledger says of a signed-in person."""
    state = ConsentState.objects.filter(person=person, purpose=PURPOSE).first()
    if state is None:
        return Choice.PENDING
    if state.state == ConsentState.Decision.WITHDRAWN:
        return Choice.NO
    return Choice.YES if state.text_version == CONSENTS[PURPOSE].version else Choice.PENDING


def choice_in_cookie(value: str) -> Choice:
    """This function will read a visitor's cookie; a yes to other words is no answer to these."""
    if value == cookie_value(Choice.YES):
        return Choice.YES
    return Choice.NO if value.startswith(Choice.NO) else Choice.PENDING


def cookie_value(choice: Choice) -> str:
    """This function will return what the cookie says: the choice, and the words it answers."""
    return f"{choice}-{CONSENTS[PURPOSE].version}"


def page_figures(since: datetime) -> QuerySet[PageCount, Any]:
    """This function will return the sums by page that enough visits stand behind to be shown."""
    sums = PageCount.objects.filter(day__gte=since).order_by().values("route")
    summed = sums.annotate(visits=Sum("count"))
    return summed.filter(visits__gte=SMALLEST_GROUP).order_by("-visits", "route")
