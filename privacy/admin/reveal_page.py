"""The page that opens one field of one person's data: shown once, after it was written down.

It says what it would open and for which case before anything is opened; the value stands in the
answer to this one POST and nowhere else, and no page of the admin is kept by a cache.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from privacy.models import AccessGrant, LookReason, Ticket
from privacy.models.refusal import Refused
from privacy.selectors.revealable import field_choices
from privacy.services.access.reveal_data import (
    fields_for_ticket,
    reveal_for_ticket,
    reveal_under_grant,
)

GRANT = "privacy_accessgrant_reveal"
TICKET = "privacy_ticket_reveal"


class GrantOpening(forms.Form):
    """Which field; why was said when the leave was asked for."""

    opened = forms.ChoiceField(label=_("what to open"))

    def __init__(self, grant: AccessGrant, sent: Any = None) -> None:
        super().__init__(sent)
        self.fields["opened"].choices = field_choices(grant.classes)  # type: ignore[attr-defined]
        self.case = grant

    def open(self, staff: Any) -> list[str]:
        """This function will return what stands in the field.

        :raises Refused: as `reveal_under_grant`
        """
        opened = self.cleaned_data["opened"]
        return reveal_under_grant(self.case, opened, staff=staff, now=timezone.now())


class TicketOpening(forms.Form):
    """Which field of the requester, and why."""

    opened = forms.ChoiceField(label=_("what to open"), choices=fields_for_ticket)
    reason = forms.ChoiceField(label=_("reason"), choices=LookReason.choices)

    def __init__(self, ticket: Ticket, sent: Any = None) -> None:
        super().__init__(sent)
        self.case = ticket

    def open(self, staff: Any) -> list[str]:
        """This function will return what stands in the field.

        :raises Refused: as `reveal_for_ticket`
        """
        given = self.cleaned_data
        return reveal_for_ticket(
            self.case, given["opened"], reason=given["reason"], staff=staff, now=timezone.now()
        )


class RevealPage:
    """A mixin of ModelAdmins whose records are a reason to open something."""

    admin_site: Any
    opts: Any

    def link_to_reveal(self, case: Any) -> str:
        """This function will return the link that leads here."""
        route = GRANT if isinstance(case, AccessGrant) else TICKET
        address = reverse(f"admin:{route}", args=[case.pk])
        return format_html('<a href="{}">{}</a>', address, _("Open one field"))

    def reveal_page(self, request: HttpRequest, case: Any, *, is_mine: bool) -> HttpResponse:
        """This function will ask which field, and on POST show it.

        :raises Http404: to whom the case does not belong
        """
        if not is_mine:
            raise Http404
        kind = GrantOpening if isinstance(case, AccessGrant) else TicketOpening
        form = kind(case, request.POST if request.method == "POST" else None)
        values = None
        if form.is_valid():
            try:
                values = form.open(request.user)
            except Refused as refused:
                messages.error(request, str(refused))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Open one field"),
            "form": form,
            "values": values,
            "case": case,
            "case_url": f"admin:privacy_{self.opts.model_name}_change",
        }
        return TemplateResponse(request, "admin/privacy/reveal.html", context)
