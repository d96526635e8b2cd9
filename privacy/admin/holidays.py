"""Holidays: which versions were taken in, and taking in a newer one."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.by_right import ByRightAdmin
from privacy.models import WorkCalendar
from privacy.registry.roles import Right
from privacy.services.load_calendar import Contradicted, load_calendar
from privacy.services.send_task import send_task
from privacy.working_days import NotACalendar


class CalendarForm(forms.ModelForm[WorkCalendar]):
    """The text of a calendar's file; it is read and compared before it is kept."""

    class Meta:
        model = WorkCalendar
        fields = ("document",)

    def clean_document(self) -> str:
        text: str = self.cleaned_data["document"]
        try:
            load_calendar(text, region=settings.TICKET_REGION, is_kept=False, now=timezone.now())
        except (NotACalendar, Contradicted) as wrong:
            raise forms.ValidationError(
                _("These holidays cannot be used: %(why)s.") % {"why": wrong}, code="calendar"
            ) from wrong
        return text


@admin.register(WorkCalendar)
class WorkCalendarAdmin(ByRightAdmin):
    """A version never changes; deadlines that run are counted again, and only move earlier."""

    reads = (Right.WORK_ON_TICKETS, Right.READ_REGISTERS)
    adds = (Right.DECIDE_TICKETS,)
    form = CalendarForm
    list_display = ("region", "version", "source", "loaded_at")
    readonly_fields = ("region", "version", "source", "sha256", "loaded_at")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("document",) if obj is None else (*self.readonly_fields, "document")

    def save_model(
        self, request: HttpRequest, calendar: WorkCalendar, form: Any, change: bool
    ) -> None:
        kept = load_calendar(calendar.document, region=settings.TICKET_REGION, now=timezone.now())
        calendar.pk, calendar.region, calendar.version = kept.pk, kept.region, kept.version
        send_task("privacy.tend_tickets")
        messages.info(request, _("Running deadlines are being counted again."))
