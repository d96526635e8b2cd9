"""How often authorities asked for data, and what they got."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from privacy.selectors.disclosures import half_years


class TransparencyView(TemplateView):
    """The counts of every half-year, from the same rows that the desk works on."""

    template_name = "privacy/transparency.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(half_years=half_years(timezone.now()), **kwargs)
