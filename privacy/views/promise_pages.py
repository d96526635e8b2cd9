"""Every promise of the policy with what was last found about it."""

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from privacy.selectors import PromiseState, promise_states
from privacy.selectors.promise_history import DAYS, History, recent_checks

Line = tuple[PromiseState, History | None]

CLAUSE_TITLES = (
    _("Introduction"),
    _("Face data"),
    _("What we collect"),
    _("Cookies"),
    _("Sharing and disclosure"),
    _("Storage and protection"),
    _("Your rights"),
    _("Third parties"),
    _("Children"),
    _("Changes to the policy"),
    _("Reaching us"),
)
# In the order in which a reader wants to see them: trouble first.
STATUSES = {
    "red": _("Broken"),
    "green": _("Kept, checked"),
    "unproven": _("Not proven here"),
    "recorded": _("Recorded by staff"),
    "not_built": _("Not built yet"),
    "text": _("Words only"),
}


class PromisesView(TemplateView):
    """The promises by clause; `?status=` shows one kind of them, without JavaScript too."""

    template_name = "privacy/promises.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        recent = recent_checks(timezone.now())
        states = promise_states(recent.newest)
        chosen = self.request.GET.get("status", "")
        shown = [state for state in states if state.status == chosen] if chosen else states
        return super().get_context_data(
            total=len(states),
            counts=_counts(states),
            chosen=chosen if chosen in STATUSES else "",
            days=DAYS,
            clauses=_by_clause(shown if chosen in STATUSES else states, recent.histories),
            checked_at=max(
                (state.checked_at for state in states if state.checked_at), default=None
            ),
            **kwargs,
        )


def _counts(states: list[PromiseState]) -> list[tuple[str, Any, int]]:
    found = Counter(state.status for state in states)
    return [(status, words, found[status]) for status, words in STATUSES.items() if found[status]]


def _by_clause(
    states: list[PromiseState], histories: Mapping[str, History]
) -> list[tuple[int, Any, list[Line]]]:
    ordered = sorted(states, key=lambda state: state.clause)
    return [
        (clause, CLAUSE_TITLES[clause], [(state, histories.get(state.key)) for state in group])
        for clause, group in groupby(ordered, key=lambda state: state.clause)
    ]
