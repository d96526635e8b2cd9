"""What people choose before a portrait: the consent, and the template's options."""

from typing import Any

from django import forms
from django.utils.functional import Promise as LazyText
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from portraits.models import Template
from portraits.selectors import option_specs
from privacy.models.refusal import explain

explain_lazily = lazy(explain, str)

OPTION_LABELS: dict[str, LazyText] = {
    "strength": _("Strength"),
    "color": _("Colours of the scene"),
    "keep_skin_tone": _("Keep my skin tone"),
    "size": _("Format"),
    "lips": _("Lips"),
    "blush": _("Blush"),
    "brows": _("Brows"),
    "lashes": _("Lashes"),
    "shadow": _("Eye shadow"),
}
CHOICE_LABELS: dict[str, LazyText] = {
    "portrait": _("Portrait 4:5"),
    "square": _("Square"),
    "id_35x45": _("ID 35 × 45 mm"),
    "id_2x2": _("ID 2 × 2 in"),
    "print_2x3": _("Print 2:3"),
    "story_9x16": _("Story 9:16"),
}


class ConsentForm(forms.Form):
    """Asked once, before the first photo. Nothing is ticked beforehand."""

    agree = forms.BooleanField(error_messages={"required": explain_lazily("consent_required")})
    attest = forms.BooleanField(error_messages={"required": explain_lazily("attestation_required")})
    # The words that were shown; others in force meanwhile ask again.
    text_version = forms.CharField(max_length=16, widget=forms.HiddenInput)


class ShareForm(forms.Form):
    """How long a link should last; before the first one, that the warning was read."""

    days = forms.TypedChoiceField(
        label=_("How long the link opens"),
        coerce=int,
        choices=((0, _("Until the picture ends")), (1, _("1 day")), (3, _("3 days"))),
        initial=0,
        widget=forms.RadioSelect(attrs={"data-option": "days"}),
    )
    acknowledged = forms.BooleanField(
        label=_("I have read this."),
        error_messages={"required": explain_lazily("share_warning_required")},
    )

    def __init__(self, *args: Any, is_warned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_warned:
            del self.fields["acknowledged"]


class Slider(forms.NumberInput):
    """A number that is set by pulling."""

    input_type = "range"


class OptionsForm(forms.Form):
    """The options that a template takes, each with its default."""

    prefix = "option"

    def __init__(self, template: Template, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for spec in option_specs(template):
            self.fields[spec["name"]] = _field(spec)


def _field(spec: dict[str, Any]) -> forms.Field:
    label = OPTION_LABELS.get(spec["name"], spec["name"].replace("_", " ").capitalize())
    common = {"label": label, "initial": spec["default"]}
    attrs = {"data-option": spec["name"]}
    if spec["kind"] == "bool":
        return forms.BooleanField(required=False, widget=forms.CheckboxInput(attrs), **common)
    if spec["kind"] == "choice":
        choices = [(value, CHOICE_LABELS.get(value, value)) for value in spec["choices"]]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect(attrs), **common)
    return forms.IntegerField(
        min_value=spec["minimum"],
        max_value=spec["maximum"],
        widget=Slider(attrs | {"class": "slider"}),
        **common,
    )
