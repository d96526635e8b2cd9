"""Contact Us: ask, complain, report, use a right; with an account or without; follow the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.backends import contact_address_hash
from accounts.forms import AccessCodeForm, AppealForm, ContactForm, MessageForm
from accounts.services.send_ticket import find_ticket, request_words, send_ticket
from privacy.models import Ticket
from privacy.models.refusal import Refused
from privacy.selectors.calendars import outer_wall
from privacy.services.attach_file import download_headers, read_attachment
from privacy.services.close_ticket import withdraw_ticket
from privacy.services.open_ticket import ENDED, OpenedTicket, add_message, appeal, subject_of
from privacy.services.write_message import body_of

# A stranger's session remembers which tickets its codes opened.
OPENED = "opened_tickets"

WordsForm = MessageForm | AppealForm


@never_cache
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """This function will show the form, take a request in, and say until when it is answered."""
    form = ContactForm(
        request.POST or None,
        request.FILES or None,
        initial={
            "kind": request.GET.get("kind", "question"),
            "reference": request.GET.get("reference", ""),
        },
    )
    if request.user.is_authenticated:
        del form.fields["email"]
    opened = _opened(request, form) if request.method == "POST" and form.is_valid() else None
    if opened is None:
        return render(request, "settings/contact.html", {"form": form, "tickets": _mine(request)})
    if opened.access_code is None:
        return redirect("ticket", opened.row.pk)
    _remember(request, opened.row)
    return render(request, "settings/ticket_sent.html", {"opened": opened})


def _opened(request: HttpRequest, form: ContactForm) -> OpenedTicket | None:
    try:
        return send_ticket(
            person=request.user,
            address_hash=contact_address_hash(request),
            locale=get_language() or "en",
            now=timezone.now(),
            **request_words(form.cleaned_data),
        )
    except ValidationError as problem:
        form.add_error(None, problem)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None


@never_cache
@require_http_methods(["GET", "POST"])
def ticket(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """This function will show a request, or ask a stranger for its code."""
    found = _found(request, ticket_id)
    if found is not None:
        return render(request, "settings/ticket.html", _page(found))
    form = AccessCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _remember(
                request,
                find_ticket(ticket_id, person=request.user, code=form.cleaned_data["code"]),
            )
            return redirect("ticket", ticket_id)
        except Refused as refusal:
            form.add_error("code", str(refusal))
    # It is not among the requests of this account; it may be one sent before there was any.
    status = 404 if request.user.is_authenticated else 200
    context = {"form": form, "ticket_id": ticket_id}
    return render(request, "settings/ticket_code.html", context, status=status)


@never_cache
@require_POST
def write_more(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """This function will add a message to a request."""
    found = _mine_or_404(request, ticket_id)
    form: WordsForm | None = MessageForm(request.POST, request.FILES)
    if form is not None and form.is_valid():
        try:
            add_message(
                found,
                form.cleaned_data["body"],
                attachment=form.cleaned_data["attachments"],
                now=timezone.now(),
            )
            return redirect("ticket", ticket_id)
        except (ValidationError, Refused) as refusal:
            form = _typed_again(request, found, refusal)
    return render(request, "settings/ticket.html", _page(found, form))


@never_cache
@require_POST
def object_to_end(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """This function will open an ended request again, with new dates."""
    found = _mine_or_404(request, ticket_id)
    form: WordsForm | None = AppealForm(request.POST)
    if form is not None and form.is_valid():
        try:
            appeal(found, form.cleaned_data["body"], now=timezone.now())
            return redirect("ticket", ticket_id)
        except (ValidationError, Refused) as refusal:
            form = _typed_again(request, found, refusal)
    return render(request, "settings/ticket.html", _page(found, form))


@never_cache
@require_POST
def take_back(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """This function will end a request because its sender wants that."""
    found = _mine_or_404(request, ticket_id)
    try:
        withdraw_ticket(found, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("ticket", ticket_id)


@never_cache
@require_safe
def attachment(request: HttpRequest, ticket_id: UUID, attachment_id: UUID) -> HttpResponse:
    """This function will give a file back to whoever sent it, as a download."""
    row = _mine_or_404(request, ticket_id).attachments.filter(pk=attachment_id).first()
    if row is None:
        raise Http404
    try:
        return HttpResponse(read_attachment(row), headers=download_headers(row))
    except Refused as gone:
        raise Http404 from gone


def _mine_or_404(request: HttpRequest, ticket_id: UUID) -> Ticket:
    found = _found(request, ticket_id)
    if found is None:
        raise Http404
    return found


def _found(request: HttpRequest, ticket_id: UUID) -> Ticket | None:
    if str(ticket_id) in request.session.get(OPENED, []):
        return Ticket.objects.prefetch_related("clocks").filter(pk=ticket_id, person=None).first()
    try:
        return find_ticket(ticket_id, person=request.user)
    except Refused:
        return None


def _remember(request: HttpRequest, opened: Ticket) -> None:
    others = [one for one in request.session.get(OPENED, []) if one != str(opened.pk)]
    request.session[OPENED] = [*others, str(opened.pk)]


def _mine(request: HttpRequest) -> list[dict[str, Any]]:
    if not request.user.is_authenticated:
        return []
    tickets = Ticket.objects.filter(person=request.user).prefetch_related("clocks")
    return [{"row": one, "subject": subject_of(one)} for one in tickets]


def _typed_again(
    request: HttpRequest, found: Ticket, refusal: ValidationError | Refused
) -> WordsForm | None:
    """What was typed, in the form that fits the state the request is in by now."""
    found.refresh_from_db()
    form = _next_form(found, request.POST)
    if form is not None:
        form.add_error("body", getattr(refusal, "messages", str(refusal)))
    return form


def _page(found: Ticket, form: WordsForm | None = None) -> dict[str, Any]:
    return {
        "ticket": found,
        "subject": subject_of(found),
        "messages_sent": [
            {
                "author": one.author,
                "at": one.created_at,
                "body": body_of(one),
                "attachments": one.attachments.all(),
            }
            for one in found.messages.prefetch_related("attachments")
        ],
        "timeline": found.timeline.all(),
        "form": form or _next_form(found),
        "wall": outer_wall(found),
    }


def _next_form(found: Ticket, typed: QueryDict | None = None) -> WordsForm | None:
    if found.state not in ENDED:
        return MessageForm(typed)
    # Once the text is cut there is nothing left to object to.
    return AppealForm(typed) if found.sealed_subject is not None else None
