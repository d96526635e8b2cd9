"""What people type to join and to come back."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 128


def _input(**attrs: str) -> dict[str, str]:
    return {"class": "input"} | attrs


class SignupForm(forms.Form):
    """A new account. The birth date is asked of everybody in the same words."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs=_input(autocomplete="email", autocapitalize="none")),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        help_text=_("At least 15 characters. Four or five random words are easy to remember."),
        widget=forms.PasswordInput(attrs=_input(autocomplete="new-password")),
    )
    birth_date = forms.DateField(
        label=_("Date of birth"),
        help_text=_("The rules for minors depend on it. An adult's date is not stored."),
        widget=forms.DateInput(attrs=_input(autocomplete="bday", type="date"), format="%Y-%m-%d"),
    )
    guardian_email = forms.EmailField(
        label=_("E-mail of a parent or guardian"),
        required=False,
        help_text=_("Needed under 14: they decide before a photo can be given."),
        widget=forms.EmailInput(attrs=_input(autocomplete="off", autocapitalize="none")),
    )
    accept_policy = forms.BooleanField(label=_("I have read the Privacy Policy and agree to it."))
    # The version that was shown: another one in force meanwhile asks again.
    policy_version = forms.CharField(max_length=16, widget=forms.HiddenInput)


class LoginForm(allauth_forms.LoginForm):
    """Sign in. Remembering the e-mail is off unless the person ticks it."""

    remember_name = forms.BooleanField(
        label=_("Remember my e-mail on this device for 30 days"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        self._dress("login", _("E-mail"), autocomplete="username", autocapitalize="none")
        self._dress("password", _("Password"), autocomplete="current-password")
        self.fields["password"].help_text = ""

    def _dress(self, name: str, label: Any, **attrs: str) -> None:
        field = self.fields[name]
        field.label = label
        field.widget.attrs = _input(**attrs)
