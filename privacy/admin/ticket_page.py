"""The page of one request: what was written, its days, its timeline, and what can be done.

What people wrote is opened here and nowhere else in the admin, to whom the request is assigned and
to the privacy officer; anybody else sees its cover. Each look stands in the ledger before anything
is shown, so that the person reads it in "My data".
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from privacy.admin.reveal_page import RevealPage
from privacy.models import AccessGrant, LookReason, Ticket, TicketAttachment
from privacy.models.refusal import Refused
from privacy.selectors.calendars import outer_wall, today_there
from privacy.selectors.desk import canned_answers, due_day
from privacy.selectors.staff import staff_with
from privacy.services.answer_ticket import answer_ticket, reject_ticket
from privacy.services.ask_person import ask_person
from privacy.services.assign_ticket import assign_ticket
from privacy.services.attach_file import download_headers, read_attachment
from privacy.services.close_ticket import close_ticket
from privacy.services.log_staff_access import Purpose, log_staff_access
from privacy.services.move_ticket import ACTS, DECIDE, WORK, may_do
from privacy.services.open_ticket import address_of, reference_of, subject_of
from privacy.services.reopen_ticket import reopen_ticket
from privacy.services.take_down import take_down
from privacy.services.transitions import Actor, staff_actor
from privacy.services.verify_requester import Proof, verify_requester
from privacy.services.write_message import body_of

Do = Callable[[Ticket, QueryDict, Actor], object]


def _assign(ticket: Ticket, sent: QueryDict, by: Actor) -> object:
    number = sent.get("assignee", "")
    chosen = next((one for one in staff_with(WORK) if str(one.pk) == number), None)
    if chosen is None:
        raise Refused("not_an_agent", 400)
    return assign_ticket(ticket, chosen, by=by, now=timezone.now())


def _verify(ticket: Ticket, sent: QueryDict, by: Actor) -> object:
    proof = sent.get("proof", "")
    if proof not in Proof.values:
        raise ValidationError(_("Say how you know who asks."))
    return verify_requester(ticket, proof, by=by, now=timezone.now())


def _answer(ticket: Ticket, sent: QueryDict, by: Actor) -> object:
    return answer_ticket(ticket, sent.get("text", ""), by=by, now=timezone.now())


def _ask(ticket: Ticket, sent: QueryDict, by: Actor) -> object:
    return ask_person(ticket, sent.get("text", ""), by=by, now=timezone.now())


def _reject(ticket: Ticket, sent: QueryDict, by: Actor) -> object:
    return reject_ticket(ticket, sent.get("text", ""), by=by, now=timezone.now())


def _take_down(ticket: Ticket, sent: QueryDict, by: Actor) -> object:
    if sent.get("confirm") != "on":
        raise ValidationError(_("Tick the box first: it cannot be undone."))
    return take_down(ticket, sent.get("reference", ""), by=by, now=timezone.now())


def _close(ticket: Ticket, _sent: QueryDict, by: Actor) -> object:
    return close_ticket(ticket, by=by, now=timezone.now())


def _reopen(ticket: Ticket, _sent: QueryDict, by: Actor) -> object:
    return reopen_ticket(ticket, by=by, now=timezone.now())


DOINGS: Mapping[str, Do] = MappingProxyType(
    {
        "assign": _assign,
        "verify": _verify,
        "answer": _answer,
        "ask": _ask,
        "check": _ask,
        "reject": _reject,
        "take_down": _take_down,
        "close": _close,
        "reopen": _reopen,
    }
)


def is_theirs(ticket: Ticket, staff: Any) -> bool:
    """This function will say whether somebody may open a request: who works on it, or decides."""
    return ticket.assignee_id == staff.pk or bool(staff.has_perm(DECIDE))


class TicketPage(RevealPage):
    """Pages of the ModelAdmin of tickets; all ask for the right to see it."""

    admin_site: Any
    has_view_permission: Any

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The request, after the look was written down."""
        ticket = self._ticket(request, object_id)
        if not is_theirs(ticket, request.user):
            return self._cover(request, ticket)
        chosen, texts = request.GET.get("canned", ""), canned_answers(ticket.locale)
        text = next((one.text for one in texts if one.key == chosen), "")
        return self._page(request, ticket, text=text, chosen=chosen)

    def act(self, request: HttpRequest, ticket_id: UUID, act: str) -> HttpResponse:
        """Do what was chosen; what was typed stays when it cannot be done."""
        ticket = self._ticket(request, str(ticket_id))
        if request.method != "POST" or act not in DOINGS:
            raise Http404
        try:
            if act != "assign" and not is_theirs(ticket, request.user):
                raise Refused("not_assigned", 403)
            DOINGS[act](ticket, request.POST, staff_actor(request.user))
        except (Refused, ValidationError) as refused:
            messages.error(request, " ".join(getattr(refused, "messages", [str(refused)])))
            # The state may have moved meanwhile, or somebody else works on it now.
            ticket.refresh_from_db()
            if not is_theirs(ticket, request.user):
                return self._cover(request, ticket)
            return self._page(request, ticket, text=request.POST.get("text", ""))
        messages.success(request, _("Done."))
        return redirect("admin:privacy_ticket_change", ticket.pk)

    def reveal(self, request: HttpRequest, ticket_id: UUID) -> HttpResponse:
        """Open one field of the requester, for whoever works on the request."""
        ticket = self._ticket(request, str(ticket_id))
        return self.reveal_page(request, ticket, is_mine=ticket.assignee_id == request.user.pk)

    def attachment(
        self, request: HttpRequest, ticket_id: UUID, attachment_id: UUID
    ) -> HttpResponse:
        """A file as it came, as a download: no program of ours has looked into it."""
        ticket = self._ticket(request, str(ticket_id))
        row = get_object_or_404(TicketAttachment, pk=attachment_id, ticket=ticket)
        if not is_theirs(ticket, request.user):
            raise PermissionDenied
        self._log(request, ticket, "privacy.TicketAttachment", str(row.pk))
        try:
            return HttpResponse(read_attachment(row), headers=download_headers(row))
        except Refused as refused:
            raise Http404 from refused

    def _ticket(self, request: HttpRequest, ticket_id: str) -> Ticket:
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            rows = Ticket.objects.select_related("person", "assignee").prefetch_related("clocks")
            return get_object_or_404(rows, pk=UUID(ticket_id))
        except ValueError as no_number:
            raise Http404 from no_number

    def _log(self, request: HttpRequest, ticket: Ticket, model: str, key: str) -> None:
        log_staff_access(
            request.user,
            subject=ticket.person,
            model=model,
            key=key,
            purpose=Purpose(LookReason.ANSWER, f"{AccessGrant.Case.TICKET} {ticket.pk}"),
            now=timezone.now(),
        )

    def _cover(self, request: HttpRequest, ticket: Ticket) -> HttpResponse:
        """What the list shows too, and the button that takes it."""
        by = staff_actor(request.user)
        context = {
            **self.admin_site.each_context(request),
            "opts": Ticket._meta,
            "title": ticket.get_kind_display(),
            "ticket": ticket,
            "due": due_day(ticket, today_there(timezone.now())),
            "may_take": may_do(ticket, "assign", by=by),
        }
        return TemplateResponse(request, "admin/privacy/ticket/cover.html", context)

    def _page(
        self, request: HttpRequest, ticket: Ticket, *, text: str, chosen: str = ""
    ) -> HttpResponse:
        self._log(request, ticket, "privacy.Ticket", str(ticket.pk))
        by = staff_actor(request.user)
        context = {
            **self.admin_site.each_context(request),
            "opts": Ticket._meta,
            "title": subject_of(ticket) or ticket.get_kind_display(),
            "ticket": ticket,
            "due": due_day(ticket, today_there(timezone.now())),
            "wall": outer_wall(ticket),
            "messages_sent": _conversation(ticket),
            "reference": reference_of(ticket),
            "has_address": bool(ticket.person_id or address_of(ticket)),
            "timeline": ticket.timeline.all(),
            "acts": {act for act in ACTS if may_do(ticket, act, by=by)},
            "proofs": Proof.choices,
            "agents": staff_with(WORK),
            "canned": canned_answers(ticket.locale),
            "chosen": chosen,
            "text": text,
            "opening": self.link_to_reveal(ticket) if ticket.person_id else "",
        }
        return TemplateResponse(request, "admin/privacy/ticket/page.html", context)


def _conversation(ticket: Ticket) -> list[dict[str, Any]]:
    sent = ticket.messages.prefetch_related("attachments")
    return [
        {
            "author": one.author,
            "at": one.created_at,
            "body": body_of(one),
            "attachments": one.attachments.all(),
        }
        for one in sent
    ]
