"""What people type to join and to come back."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import ApiToken, User
from accounts.selectors import has_second_factor
from privacy.models import Ticket
from privacy.services.access_code import new_submission
from privacy.services.open_ticket import LONGEST_BODY, LONGEST_REFERENCE, LONGEST_SUBJECT

LONGEST_PASSWORD = 128
TOKEN_DAYS = (7, 30, 90)
SCOPE_NAMES = (
    (ApiToken.Scope.PORTRAITS, _("Portraits: make, read and delete them")),
    (ApiToken.Scope.CONSENTS, _("Consents: read, give and withdraw them")),
    (ApiToken.Scope.TICKETS, _("Requests: open and follow them")),
    (
        ApiToken.Scope.ACCOUNT,
        _("Account: profile and tokens; export and cancellation with the password"),
    ),
)


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


class _OwnWords(forms.Form):
    """The site's words for fields that come from allauth, without hints that repeat them."""

    LABELS = {
        "email": _("E-mail"),
        "password": _("Password"),
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password, once more"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.LABELS.keys() & self.fields.keys():
            self.fields[name].label = self.LABELS[name]
            self.fields[name].widget.attrs.pop("placeholder", None)


class ChangePasswordForm(_OwnWords, allauth_forms.ChangePasswordForm):
    """Another password instead of the current one."""


class SetPasswordForm(_OwnWords, allauth_forms.SetPasswordForm):
    """A password for an account that had none."""


class ResetPasswordForm(_OwnWords, allauth_forms.ResetPasswordForm):
    """Where to send the link to a new password."""


class ResetPasswordKeyForm(_OwnWords, allauth_forms.ResetPasswordKeyForm):
    """A new password, after the link."""


class ReauthenticateForm(_OwnWords, allauth_forms.ReauthenticateForm):
    """The password once more."""


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


class ProfileForm(forms.ModelForm[User]):
    """What a person may change about themselves."""

    class Meta:
        model = User
        fields = ("locale",)

    locale = forms.ChoiceField(
        label=_("Language of pages and mails"),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs=_input()),
    )


class AddressForm(forms.Form):
    """Another e-mail address to sign in with."""

    email = forms.EmailField(
        label=_("New e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs=_input(autocomplete="email", autocapitalize="none")),
    )


class TokenForm(forms.Form):
    """An access token for a program."""

    name = forms.CharField(
        label=_("Name"),
        max_length=64,
        help_text=_("So that you know it again: what will use it?"),
        widget=forms.TextInput(attrs=_input(autocomplete="off")),
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may use"),
        choices=SCOPE_NAMES,
        initial=[ApiToken.Scope.PORTRAITS],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label=_("It ends after"),
        coerce=int,
        initial=30,
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in TOKEN_DAYS],
        widget=forms.Select(attrs=_input()),
    )


def _attachment_field() -> forms.FileField:
    return forms.FileField(
        label=_("A file"),
        required=False,
        allow_empty_file=True,
        help_text=_("JPEG, PNG or PDF, at most 10 MB. It is stored encrypted, as it is."),
        widget=forms.FileInput(
            attrs=_input(accept="image/jpeg,image/png,application/pdf,.jpg,.jpeg,.png,.pdf")
        ),
    )


class ContactForm(forms.Form):
    """A question, complaint, report or request; sent twice, it is one."""

    submission = forms.CharField(required=False, initial=new_submission, widget=forms.HiddenInput())
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Ticket.Kind.choices,
        widget=forms.Select(attrs=_input()),
    )
    subject = forms.CharField(
        label=_("Subject"),
        max_length=LONGEST_SUBJECT,
        widget=forms.TextInput(attrs=_input(autocomplete="off")),
    )
    body = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"class": "input", "rows": 8}),
        help_text=_("Please write no password."),
    )
    reference = forms.CharField(
        label=_("Which picture?"),
        required=False,
        max_length=LONGEST_REFERENCE,
        help_text=_(
            "If it is about a picture of you or a link to one: the address of its page, so that "
            "we find it and can take it down."
        ),
        widget=forms.TextInput(attrs=_input(autocomplete="off", inputmode="url")),
    )
    attachments = _attachment_field()
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Only if we should write to you; you can follow the request without."),
        widget=forms.EmailInput(attrs=_input(autocomplete="email", autocapitalize="none")),
    )


class MessageForm(forms.Form):
    """One more message to a request."""

    body = forms.CharField(
        label=_("Write something more"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"class": "input", "rows": 5}),
    )
    attachments = _attachment_field()


class AppealForm(forms.Form):
    """Why somebody objects to what became of their request."""

    body = forms.CharField(
        label=_("Why you object"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"class": "input", "rows": 5}),
    )


class GuardianQuestionForm(forms.Form):
    """What a guardian asks about the child's account."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=LONGEST_SUBJECT,
        widget=forms.TextInput(attrs=_input(autocomplete="off")),
    )
    body = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"class": "input", "rows": 8}),
    )


class AccessCodeForm(forms.Form):
    """The code that was shown when the request was made."""

    code = forms.CharField(
        label=_("Access code"),
        max_length=64,
        widget=forms.TextInput(attrs=_input(autocomplete="off", autocapitalize="none")),
    )


class CancelForm(forms.Form):
    """What is asked of somebody who cancels: the phrase, and the proof that it is them."""

    confirm = forms.CharField(
        label=_("The phrase"),
        max_length=200,
        widget=forms.TextInput(attrs=_input(autocomplete="off", autocapitalize="none")),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs=_input(autocomplete="current-password")),
    )
    code = forms.CharField(
        label=_("The code from our mail"),
        max_length=32,
        widget=forms.TextInput(attrs=_input(autocomplete="one-time-code", inputmode="numeric")),
    )
    otp = forms.CharField(
        label=_("Code of your authenticator app, or a recovery code"),
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs=_input(autocomplete="one-time-code")),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["code" if person.has_usable_password() else "password"]
        if not has_second_factor(person):
            del self.fields["otp"]


class GuardianForm(forms.Form):
    """A guardian's yes to the text that was shown."""

    is_guardian = forms.BooleanField(label=_("I am a parent or guardian of this child."))
    has_read = forms.BooleanField(
        label=_("I have read the policy above and agree that the child uses the site as it says.")
    )
    policy_version = forms.CharField(max_length=16, widget=forms.HiddenInput)
