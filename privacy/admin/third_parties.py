"""Staff pages of third parties, and of what the gate let out."""

from typing import Any

from django import forms
from django.contrib import admin
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from privacy.admin.by_right import ByRightAdmin
from privacy.admin.register_admin import RegisterAdmin
from privacy.forms import Sha256Field
from privacy.models import SharingEvent, ThirdParty
from privacy.models.third_party import CATEGORY_WORDS
from privacy.registry.roles import Right
from privacy.services.sharing.add_agreement import add_agreement
from privacy.services.sharing.describe_party import DESCRIPTION, describe_party, file_party
from privacy.services.sharing.move_party import activate_party, end_party, suspend_party
from privacy.services.sharing.party_steps import STEPS
from privacy.services.transitions import Actor


def _address(label: Any) -> forms.URLField:
    return forms.URLField(label=label, required=False, assume_scheme="https")


class PartyForm(forms.ModelForm[ThirdParty]):
    """A third party as it is described; what is missing may follow."""

    policy_url = _address(_("address of its privacy policy"))
    terms_url = _address(_("address of its terms"))

    categories = forms.MultipleChoiceField(
        label=_("data that it may get"),
        choices=list(CATEGORY_WORDS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ThirdParty
        fields = DESCRIPTION


class AgreementForm(forms.Form):
    """What binds it."""

    document_sha256 = Sha256Field(label=_("SHA-256 of the document"))
    parties = forms.CharField(label=_("parties"), max_length=300)
    signed_on = forms.DateField(label=_("signed on"))
    until = forms.DateField(label=_("until"))


@admin.register(ThirdParty)
class ThirdPartyAdmin(RegisterAdmin):
    """Filed by one, switched on by another, switched off when nothing binds it any more."""

    reads = (Right.APPROVE_SHARING, Right.READ_REGISTERS)
    adds = (Right.FILE_SHARING,)
    form = PartyForm
    list_display = ("name", "kind", "state", "region", "approved_at")
    list_filter = ("state", "kind")
    facts = (*DESCRIPTION, "listed", "agreements", "filed_by", "approved_by", "approved_at")
    steps = STEPS
    doings = {
        "describe": describe_party,
        "add_agreement": add_agreement,
        "activate": activate_party,
        "suspend": suspend_party,
        "end": end_party,
    }
    step_words = {
        "describe": _("Describe anew"),
        "add_agreement": _("Add an agreement"),
        "activate": _("Switch on, as the second person"),
        "suspend": _("Switch off"),
        "end": _("End for good"),
    }
    step_forms = {"describe": PartyForm, "add_agreement": AgreementForm}

    def file(self, given: dict[str, Any], *, by: Actor) -> ThirdParty:
        return file_party(**given, by=by, now=timezone.now())

    def initial_of(self, name: str, record: ThirdParty) -> dict[str, Any]:
        if name != "describe":
            return {}
        categories = list(record.categories.values_list("category", flat=True))
        return model_to_dict(record, fields=DESCRIPTION) | {"categories": categories}

    @admin.display(description=_("data that it may get"))
    def listed(self, party: ThirdParty) -> str:
        return ", ".join(str(one.get_category_display()) for one in party.categories.all())

    @admin.display(description=_("agreements"))
    def agreements(self, party: ThirdParty) -> str:
        return ", ".join(f"{one.signed_on} – {one.until}" for one in party.agreements.all())


@admin.register(SharingEvent)
class SharingEventAdmin(ByRightAdmin):
    """What the gate let out, and on which ground."""

    reads = (Right.APPROVE_SHARING, Right.FILE_SHARING, Right.READ_REGISTERS)
    list_display = ("at", "ground", "party", "purpose", "categories", "region")
    list_filter = ("ground", "region")
    exclude = ("subject",)
