"""The base of every register's pages: file a record, read it, move it along its table.

A page shows the record's facts, its timeline, and a form for each step that whoever looks may do
now. It decides nothing: steps go through the register's own services.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _

from privacy.admin.by_right import ByRightAdmin
from privacy.admin.filing import RehearsedForm
from privacy.models import RegisterEvent
from privacy.models.refusal import Refused
from privacy.services.transitions import Steps, may_step, staff_actor

# What a step does: the record, what its form holds, who, and when; it may answer with a file.
Do = Callable[..., object]


class RegisterAdmin(ByRightAdmin):
    """Subclasses name `steps`, what each does (`doings`), its words and the form it asks for."""

    steps: ClassVar[Steps]
    doings: ClassVar[Mapping[str, Do]]
    step_words: ClassVar[Mapping[str, str | LazyText]]
    step_forms: ClassVar[Mapping[str, type[forms.BaseForm]]] = {}
    # Files a record out of the add form's values, `by` an Actor; whoever `adds` has it.
    file: Callable[..., Any]
    # Columns and methods of this class that the page shows, in order.
    facts: ClassVar[tuple[str, ...]] = ()

    class Media:
        css: ClassVar = {"all": ("css/desk.css",)}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = self.file(form.cleaned_data, by=staff_actor(request.user)).pk

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        """The add form files its record once in rehearsal: a refusal stands in the form."""
        form = super().get_form(request, obj, change, **options)
        file = partial(self.file, by=staff_actor(request.user))
        return type(form.__name__, (RehearsedForm, form), {"file": staticmethod(file)})

    def get_urls(self) -> list[URLPattern]:
        route = "<uuid:record_id>/step/<slug:name>/"
        view = self.admin_site.admin_view(self.do_step)
        return [path(route, view, name=self._url_name("step")), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The record, and what can be done with it."""
        return self._page(request, self._record(request, object_id), {})

    def do_step(self, request: HttpRequest, record_id: UUID, name: str) -> HttpResponse:
        """Do what was chosen; what was typed stays when it cannot be done."""
        record = self._record(request, str(record_id))
        if request.method != "POST" or name not in self.doings:
            raise Http404
        form = self._form(name, record, request.POST)
        if not form.is_valid():
            return self._page(request, record, {name: form})
        try:
            by, now = staff_actor(request.user), timezone.now()
            done = self.doings[name](record, **form.cleaned_data, by=by, now=now)
        except (Refused, ValidationError) as refused:
            messages.error(request, " ".join(getattr(refused, "messages", [str(refused)])))
            record.refresh_from_db()
            return self._page(request, record, {name: form})
        if isinstance(done, HttpResponse):
            return done
        messages.success(request, _("Done."))
        return redirect(f"admin:{self._url_name('change')}", record.pk)

    def _record(self, request: HttpRequest, record_id: str) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            return get_object_or_404(self.get_queryset(request), pk=UUID(record_id))
        except ValueError as no_number:
            raise Http404 from no_number

    def initial_of(self, _name: str, _record: Any) -> dict[str, Any]:
        """This function will return what the form of a step already holds."""
        return {}

    def _form(self, name: str, record: Any, sent: Any = None) -> forms.BaseForm:
        kind = self.step_forms.get(name, forms.Form)
        return kind(sent, prefix=name, initial=self.initial_of(name, record))

    def _page(self, request: HttpRequest, record: Any, typed: dict[str, Any]) -> HttpResponse:
        by = staff_actor(request.user)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": str(record),
            "record": record,
            "facts": [(self._label(name), self._value(record, name)) for name in self.facts],
            "timeline": RegisterEvent.objects.filter(register=self.opts.label, record=record.pk),
            "doings": [
                (name, self.step_words[name], typed.get(name) or self._form(name, record))
                for name in self.doings
                if may_step(self.steps[name], record, by=by)
            ],
            "list_url": f"admin:{self._url_name('changelist')}",
            "step_url": f"admin:{self._url_name('step')}",
        }
        return TemplateResponse(request, "admin/privacy/register/page.html", context)

    def _label(self, name: str) -> Any:
        own = getattr(self, name, None)
        if own is not None:
            return getattr(own, "short_description", name)
        return getattr(self.opts.get_field(name), "verbose_name", name)

    def _value(self, record: Any, name: str) -> Any:
        own = getattr(self, name, None)
        if own is not None:
            return own(record)
        shown = getattr(record, f"get_{name}_display", None)
        value = shown() if shown else getattr(record, name)
        return value if not isinstance(value, bool) else _("Yes") if value else _("No")

    def _url_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"
