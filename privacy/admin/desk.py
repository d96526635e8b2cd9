"""The desk: requests by the day on which they must be answered."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from privacy.admin.by_right import ByRightAdmin
from privacy.admin.figures_page import FiguresPage
from privacy.admin.ticket_page import TicketPage
from privacy.models import Ticket
from privacy.models.refusal import Refused
from privacy.selectors.calendars import today_there
from privacy.selectors.desk import desk_rows, due_day
from privacy.selectors.staff import staff_with
from privacy.services.assign_ticket import assign_ticket
from privacy.services.move_ticket import DECIDE, WORK
from privacy.services.transitions import staff_actor

ROWS_A_PAGE = 50
WAITING = "waiting"


class QueueFilter(admin.SimpleListFilter):
    """What waits for us stands there without being asked for."""

    title = _("queue")
    parameter_name = "queue"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        return [
            (WAITING, _("To be answered")),
            ("first", _("First of all")),
            ("overdue", _("Overdue")),
            ("provisional", _("With a provisional day")),
            ("answered", _("Answered, not closed")),
            ("all", _("All")),
        ]

    def choices(self, changelist: Any) -> Any:
        for value, words in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            is_chosen = (self.value() or WAITING) == value
            yield {"selected": is_chosen, "query_string": query, "display": words}

    def queryset(self, _request: HttpRequest, rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
        if self.value() == "all":
            return rows
        if self.value() == "answered":
            return rows.filter(state=Ticket.State.ANSWERED)
        waiting = rows.filter(queue_on__isnull=False)
        if self.value() == "first":
            return waiting.filter(priority=Ticket.Priority.FIRST)
        if self.value() == "overdue":
            return waiting.filter(queue_on__lt=F("today"))
        return waiting.filter(is_provisional=True) if self.value() == "provisional" else waiting


class AssigneeFilter(admin.SimpleListFilter):
    """Mine, nobody's, or a colleague's."""

    title = _("assignee")
    parameter_name = "assignee"

    def lookups(self, request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        others = [one for one in agents_of(request) if one.pk != request.user.pk]
        named = [(str(one.pk), _("person %(number)d") % {"number": one.pk}) for one in others]
        return [(str(request.user.pk), _("Mine")), ("nobody", _("Nobody’s")), *named]

    def queryset(self, _request: HttpRequest, rows: QuerySet[Ticket]) -> QuerySet[Ticket]:
        chosen = self.value()
        if chosen == "nobody":
            return rows.filter(assignee=None)
        known = {str(value) for value, _words in self.lookup_choices}
        return rows.filter(assignee_id=int(chosen)) if chosen and chosen in known else rows


class AssignForm(ActionForm):
    """To whom the chosen requests go."""

    assignee = forms.TypedChoiceField(coerce=int, required=False, label=_("To"), empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [one.pk for one in staff_with(WORK)]
        self.fields["assignee"].choices = [  # type: ignore[attr-defined]
            ("", _("me")),
            *((pk, _("person %(number)d") % {"number": pk}) for pk in numbers),
        ]


def agents_of(request: HttpRequest) -> list[Any]:
    """This function will return who works at the desk, looked up once a request."""
    if not hasattr(request, "desk_agents"):
        request.desk_agents = staff_with(WORK)  # type: ignore[attr-defined]
    agents: list[Any] = request.desk_agents  # type: ignore[attr-defined]
    return agents


@admin.register(Ticket)
class TicketAdmin(TicketPage, FiguresPage, ByRightAdmin):
    """Requests. The list tells nothing that anybody wrote; the page of one does, and says so."""

    reads = (WORK, DECIDE)
    list_display = ("number", "due", "what", "state", "waits_since", "assigned_to")
    list_display_links = ("number",)
    exclude = ("access_code_sha256",)
    list_filter = (QueueFilter, "kind", "state", AssigneeFilter)
    list_per_page = ROWS_A_PAGE
    # Which column the list says it is sorted by; `get_ordering` has the column with the index.
    ordering = ("due_on", "pk")
    show_full_result_count = False
    actions = ("assign",)
    action_form = AssignForm
    change_list_template = "admin/privacy/ticket/list.html"

    class Media:
        css = {"all": ("css/desk.css",)}

    def get_urls(self) -> list[URLPattern]:
        pages = (
            ("figures/", self.figures_page, "figures"),
            ("<uuid:ticket_id>/reveal/", self.reveal, "reveal"),
            ("<uuid:ticket_id>/act/<slug:act>/", self.act, "act"),
            ("<uuid:ticket_id>/attachments/<uuid:attachment_id>/", self.attachment, "attachment"),
        )
        own = [
            path(route, self.admin_site.admin_view(view), name=f"privacy_ticket_{name}")
            for route, view, name in pages
        ]
        return own + super().get_urls()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """By the day; of what waits by its own column, since it has an index of the right rows."""
        is_queue = request.GET.get("queue", WAITING) not in ("all", "answered")
        return ("queue_on" if is_queue else "due_on", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ticket]:
        return desk_rows(super().get_queryset(request), today=today_there(timezone.now()))

    @admin.display(description=_("request"))
    def number(self, ticket: Ticket) -> str:
        return str(ticket.pk)[:8]

    @admin.display(description=_("answer by"), ordering="due_on")
    def due(self, ticket: Ticket) -> str:
        row: Any = ticket
        day = due_day(ticket, row.today)
        note = _("provisional") if row.is_provisional else ""
        return format_html(
            '{} <span class="desk-mark desk-mark--{}">{}</span> <span class="desk-note">{}</span>',
            day.day.isoformat() if day.day else "-",
            day.urgency,
            day.words,
            note,
        )

    @admin.display(description=_("kind"), ordering="kind")
    def what(self, ticket: Ticket) -> str:
        if ticket.priority != Ticket.Priority.FIRST:
            return ticket.get_kind_display()
        mark = '{} <span class="desk-mark desk-mark--first">{}</span>'
        return format_html(mark, ticket.get_kind_display(), _("first of all"))

    @admin.display(description=_("age"), ordering="received_at")
    def waits_since(self, ticket: Ticket) -> str:
        days = (timezone.now() - ticket.received_at).days
        return str(_("%(days)d days") % {"days": days})

    @admin.display(description=_("assignee"), ordering="assignee")
    def assigned_to(self, ticket: Ticket) -> str:
        if ticket.assignee_id is None:
            return str(_("nobody"))
        return str(_("person %(number)d") % {"number": ticket.assignee_id})

    @admin.action(description=_("Assign"), permissions=["view"])
    def assign(self, request: HttpRequest, chosen: QuerySet[Ticket]) -> None:
        """Each request chosen; one that cannot be assigned does not stop the others."""
        form = AssignForm(request.POST)
        form.fields["action"].choices = self.get_action_choices(request)  # type: ignore[attr-defined]
        if not form.is_valid():
            messages.error(request, _("Choose somebody of the desk."))
            return
        number = form.cleaned_data["assignee"] or request.user.pk
        assignee = next((one for one in agents_of(request) if one.pk == number), request.user)
        done = sum(self._assign(request, ticket, assignee) for ticket in chosen)
        messages.success(request, _("%(count)d assigned.") % {"count": done})

    def _assign(self, request: HttpRequest, ticket: Ticket, assignee: Any) -> bool:
        try:
            assign_ticket(ticket, assignee, by=staff_actor(request.user), now=timezone.now())
        except Refused as refused:
            messages.error(request, f"{str(ticket.pk)[:8]}: {refused}")
            return False
        return True

    def history_view(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The timeline on the page of the request is its history."""
        raise PermissionDenied
