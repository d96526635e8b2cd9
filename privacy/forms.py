"""What people type on the privacy pages."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# A receipt is about 600 characters; room for generous spacing, not for a book.
LONGEST_RECEIPT = 8_000


class ReceiptForm(forms.Form):
    """A deletion receipt, pasted."""

    receipt = forms.CharField(
        label=_("Receipt"),
        max_length=LONGEST_RECEIPT,
        widget=forms.Textarea(
            attrs={"class": "input input--code", "rows": 9, "spellcheck": "false"}
        ),
        help_text=_("The whole text from { to }. Spaces and line breaks do not matter."),
    )

    def clean_receipt(self) -> dict[str, Any]:
        try:
            receipt = json.loads(self.cleaned_data["receipt"])
        except (ValueError, RecursionError):
            receipt = None
        if not isinstance(receipt, dict):
            raise forms.ValidationError(
                _("This is not a receipt. Paste the whole text, from { to }."), code="format"
            )
        return receipt


class Sha256Field(forms.RegexField):
    """The SHA-256 of a document that is kept elsewhere, as 64 hexadecimal digits."""

    def __init__(self, **options: Any) -> None:
        super().__init__(regex=r"^[0-9a-f]{64}$", **options)


class RowsField(forms.JSONField):
    """Rows to count, one a person: a list of objects whose values are plain text."""

    def clean(self, value: Any) -> Any:
        rows = super().clean(value)
        is_list = isinstance(rows, list) and bool(rows)
        if not is_list or not all(isinstance(row, dict) for row in rows):
            raise forms.ValidationError(_("Paste a list of objects."), code="format")
        return rows
