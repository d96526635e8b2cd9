"""The forms of the incidents' pages: what is typed, not what is decided."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.models import AffectedPerson, Incident, RegulatorReport
from privacy.models.incident_notice import PARTS
from privacy.selectors.subject_rows import about_people
from privacy.services.incidents.open_incident import IncidentReport


class IncidentForm(forms.ModelForm[Incident]):
    """What is known at the alarm."""

    what = forms.CharField(
        label=_("what happened"), widget=forms.Textarea, help_text=_("Kept sealed.")
    )
    chosen_classes = forms.MultipleChoiceField(label=_("classes of data"), required=False)
    named_objects = forms.CharField(
        label=_("objects"),
        widget=forms.Textarea,
        required=False,
        help_text=_("Numbers of rows or sealed objects, one a line."),
    )

    class Meta:
        model = Incident
        fields = (
            "kind",
            "spread",
            "detected_at",
            "window_from",
            "window_until",
            "covers_staff_access",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.model, str(one.label)) for one in about_people()]
        self.fields["chosen_classes"].choices = choices  # type: ignore[attr-defined]

    def clean_named_objects(self) -> list[UUID]:
        try:
            return [UUID(line) for line in self.cleaned_data["named_objects"].split()]
        except ValueError as odd:
            raise forms.ValidationError(_("One of them is no number.")) from odd


def report_of(given: dict[str, Any]) -> IncidentReport:
    """This function will return what was typed as the service takes it."""
    told = dict(given)
    classes, objects = told.pop("chosen_classes"), told.pop("named_objects")
    return IncidentReport(classes=classes, object_ids=objects, **told)


class PhaseForm(forms.Form):
    """The proof of a phase."""

    what = forms.CharField(
        label=_("what was done"), widget=forms.Textarea, help_text=_("Kept sealed.")
    )
    done_at = forms.DateTimeField(label=_("when (UTC)"), initial=timezone.now)


class GradeForm(forms.Form):
    """Another grade than the computed one."""

    grade = forms.ChoiceField(label=_("grade"), choices=Incident.Grade.choices)
    reason = forms.CharField(label=_("reason"), max_length=200)


class ReportForm(forms.Form):
    """A report that went to the regulator."""

    clock = forms.ChoiceField(label=_("report"), choices=RegulatorReport.Clock.choices)
    reference = forms.CharField(label=_("number at the regulator"), max_length=120)
    sent_at = forms.DateTimeField(label=_("when (UTC)"), initial=timezone.now)


class HarmForm(forms.Form):
    """Harm to one person, or to all of whom nobody has said anything yet."""

    person_number = forms.IntegerField(
        label=_("number of the person"),
        required=False,
        min_value=1,
        help_text=_("Empty: everybody of whom nothing is noted yet."),
    )
    harm = forms.ChoiceField(
        label=_("harm"),
        choices=[one for one in AffectedPerson.Harm.choices if one[0] != "unknown"],
    )
    remedy = forms.CharField(
        label=_("remedy"), widget=forms.Textarea, required=False, help_text=_("Kept sealed.")
    )


class NoticeForm(forms.Form):
    """Every part of the notice in every language; what is not ready yet stays empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for locale, language in settings.LANGUAGES:
            for part, heading in PARTS.items():
                self.fields[f"{locale}.{part}"] = forms.CharField(
                    label=f"{heading} ({language})",
                    widget=forms.Textarea(attrs={"rows": 3, "lang": locale}),
                    required=False,
                    max_length=4000,
                )

    def clean(self) -> dict[str, Any]:
        """One value, as the service takes it."""
        texts: dict[str, dict[str, str]] = {}
        for name, text in (super().clean() or {}).items():
            locale, _dot, part = name.rpartition(".")
            texts.setdefault(locale, {})[part] = text
        return {"texts": texts}
