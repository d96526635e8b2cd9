"""What the add forms of registers have in common: they ask the service before anything is saved."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from privacy.admin.by_right import ByRightAdmin
from privacy.models.refusal import Refused
from privacy.services.transitions import Actor, staff_actor


class FilingForm(forms.ModelForm[Any]):
    """A record as it comes in; what the service would refuse stands beside the form."""

    by: Actor

    def require(self, given: dict[str, Any]) -> None:
        """This function will let pass what the service will take.

        :raises Refused: what the service would raise
        """

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                self.require(given)
            except Refused as refused:
                raise forms.ValidationError(str(refused), code=refused.code) from refused
        return given


class RehearsedForm(forms.BaseModelForm[Any]):
    """Files its record once and takes it back: whatever the service refuses stands in the form.

    What was typed is still there, and the words are the service's own.
    """

    file: Callable[[dict[str, Any]], object]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            self._rehearse(given)
        return given

    def _rehearse(self, given: dict[str, Any]) -> None:
        try:
            with transaction.atomic():
                self.file(given)
                transaction.set_rollback(True)
        except Refused as refused:
            raise forms.ValidationError(str(refused), code=refused.code) from refused
        except ValidationError as wrong:
            # It can name columns that the form does not have.
            raise forms.ValidationError(wrong.messages) from wrong


class FilingAdmin(ByRightAdmin):
    """Gives the add form whoever fills it in."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **options)
        return type(form.__name__, (form,), {"by": staff_actor(request.user)})
