"""How long answers really take, for everybody to see, from the same rows as the desk's figures."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.selectors.ticket_figures import PERIOD, answer_figures
from privacy.services.start_clocks import CHILD, COMPLAINT, REQUEST

register = template.Library()

RULES = (
    ("M-15", _("Complaints and reports"), COMPLAINT),
    ("Q-3", _("Questions and rights"), REQUEST),
    ("C-6", _("About a child"), CHILD),
)


@register.inclusion_tag("privacy/_public_clocks.html")
def public_clocks() -> dict[str, Any]:
    """This function will show median, p95, share on time and overdue of each promised period."""
    names = [rule.name for _key, _words, rule in RULES]
    figures = answer_figures(names, now=timezone.now())
    return {
        "days": PERIOD.days,
        "rows": [
            (key, words, rule.working_days, found)
            for (key, words, rule), found in zip(RULES, figures, strict=True)
        ],
    }
