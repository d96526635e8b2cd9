"""What somebody reads when signing in and signing up is refused."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    # --- who is asking
    "not_authenticated": (_("This needs an account."), _("Sign in, or send a token.")),
    "invalid_token": (_("This token is unknown or no longer valid."), _("Create a new token.")),
    "permission_denied": (
        _("This account may not do that."),
        _("Sign in with an account that may."),
    ),
    "scope_missing": (
        _("This token may not do that."),
        _("Create a token with the scope that is needed."),
    ),
    "reauth_required": (
        _("This needs a fresh proof that it is you."),
        _("Confirm your password and try again."),
    ),
    "invalid_credentials": (
        _("E-mail address, password or code are not right."),
        _("Check them and try again."),
    ),
    "otp_required": (
        _("This account is protected by a second factor."),
        _("Send the code of your authenticator app too."),
    ),
    "too_many_attempts": (
        _("Too many failed attempts to sign in."),
        _("Wait a quarter of an hour, then try again."),
    ),
    "email_unconfirmed": (
        _("This e-mail address is not confirmed yet."),
        _("Open the link that we sent to it."),
    ),
    # --- becoming a member
    "email_taken": (
        _("An account with this e-mail address exists."),
        _("Sign in, or use another address."),
    ),
    "too_many_signups": (
        _("Too many accounts were made from your network."),
        _("Try again in an hour."),
    ),
    "signup_closed": (_("New accounts are not taken right now."), _("Try again later.")),
    "guardian_required": (
        _("Your guardian has not agreed yet."),
        _("They have to agree before a photo can be used."),
    ),
    "sharing_off": (
        _("Sharing by link is switched off for this account."),
        _("Switch it on in Settings, Privacy choices."),
    ),
    "share_warning_required": (
        _("The first link waits until you have read what sharing means."),
        _("Read the warning and confirm it."),
    ),
    "too_many_links": (
        _("This picture has as many links as it can have."),
        _("Take one back first."),
    ),
    "share_ended": (
        _("This picture is no longer shared."),
        _("Ask whoever sent you the link."),
    ),
    "too_many_guesses": (
        _("Too many unknown links were tried from your network."),
        _("Try again in an hour."),
    ),
}
