"""The list of third parties that the policy promises, from the rows that open the gate."""

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from privacy.selectors.third_parties import public_parties


class ThirdPartiesView(TemplateView):
    """Everybody who may receive something now; it says so when there is nobody."""

    template_name = "privacy/third_parties.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(parties=public_parties(timezone.now()), **kwargs)
