"""Who may use which address. A route that is not listed here fails the test of the table."""

from collections.abc import Iterator
from enum import StrEnum

from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse

UNKNOWN = "11111111-1111-4111-8111-111111111111"
# Something in every place where an address takes a part.
PARTS = {
    "template_id": UNKNOWN,
    "portrait_id": UNKNOWN,
    "cutout_id": UNKNOWN,
    "clip_id": UNKNOWN,
    "job_id": UNKNOWN,
    "share_id": UNKNOWN,
    "ticket_id": UNKNOWN,
    "attachment_id": UNKNOWN,
    "token_id": UNKNOWN,
    "case_id": UNKNOWN,
    "act": "nothing",
    "export_id": UNKNOWN,
    "session_id": "1",
    "slug": "plain",
    "announcement_id": UNKNOWN,
    "incident_id": UNKNOWN,
    "record_id": UNKNOWN,
    "token": "nothing",
    "purpose": "nothing",
    "version": "99",
    "secret": "nothing",
    "model": "nothing",
    "key": "nothing",
    "uidb36": "a",
    "pk": "1",
    "app_label": "accounts",
    "kind": "filters",
    "name": "all",
}


class Access(StrEnum):
    """Who gets through."""

    ANYBODY = "anybody"
    MEMBER = "member"  # a page that asks to sign in
    PROVEN = "proven"  # a page that also asks again who one is
    STAGE = "stage"  # a step of signing in; nobody gets there without the step before
    SECRET = "secret"  # whoever has the secret in the address
    STAFF = "staff"
    API_ANYBODY = "api anybody"
    API_POST = "api post"  # anybody may send something; only members get their list
    API_MEMBER = "api member"
    API_ACCOUNT = "api account"  # a token needs the scope `account`
    API_CODE = "api code"  # an account or an access code


def _all(access: Access, names: str) -> dict[str, Access]:
    return dict.fromkeys(names.split(), access)


TABLE: dict[str, Access] = {
    **_all(
        Access.ANYBODY,
        "camera camera-looks camera-files camera-art camera-offline "
        "home create cutout clips device templates template-catalog template template-preview "
        "policy "
        "policy-version policy-changes promises receipts receipt-heads receipt-verifier "
        "third-parties leaving transparency cookies choose-counting announcements announcement "
        "account_signup account_login forget-name "
        "account_logout account_inactive account_email_verification_sent account_confirm_email "
        "account_reset_password account_reset_password_done account_reset_password_from_key "
        "account_reset_password_from_key_done mfa_login_webauthn mfa_index contact ticket "
        "ticket-messages ticket-object ticket-take-back ticket-attachment "
        "set_language api-schema api-docs healthz readyz",
    ),
    **_all(
        Access.MEMBER,
        "give-consent give-cutout-consent give-clip-consent portraits save-all portrait "
        "delete-portrait "
        "share-portrait revoke-share share-clip revoke-clip-share delete-clip "
        "policy-accept "
        "dismiss-notices incident account_reauthenticate account_change_password "
        "mfa_reauthenticate mfa_reauthenticate_webauthn mfa_list_webauthn "
        "settings settings-profile settings-security settings-privacy-choices "
        "settings-my-data settings-looks settings-permissions settings-notifications "
        "settings-policy "
        "settings-cancel settings-cancel-code settings-end-session settings-end-others "
        "settings-end-token settings-secure settings-sharing settings-decide settings-copy "
        "settings-copy-download settings-delete-class",
    ),
    **_all(
        Access.PROVEN,
        "account_set_password settings-address settings-make-token mfa_activate_totp "
        "mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes "
        "mfa_download_recovery_codes mfa_add_webauthn mfa_remove_webauthn mfa_edit_webauthn",
    ),
    **_all(Access.STAGE, "mfa_authenticate"),
    **_all(
        Access.SECRET,
        "guardian guardian-ask guardian-agree guardian-refuse guardian-withdraw guardian-sharing "
        "guardian-cancel erasure shared shared-image unsubscribe",
    ),
    **_all(
        Access.API_ANYBODY,
        "api_accounts api_templates api_template api_policy api_policy_version "
        "api_promises api_third_parties api_ledger_heads api_verify_receipt "
        "api_receipt_keys api_erasure",
    ),
    **_all(Access.API_POST, "api_tokens api_tickets"),
    **_all(
        Access.API_MEMBER,
        "api_token api_portraits api_portrait api_portrait_image api_portrait_receipt "
        "api_shares api_share api_cutouts api_cutout api_cutout_image api_cutout_receipt "
        "api_clips api_clip api_clip_image api_clip_receipt api_clip_shares api_clip_share "
        "api_consents",
    ),
    **_all(
        Access.API_ACCOUNT,
        "api_me api_my_data api_access_log api_exports api_export api_export_download api_cancel",
    ),
    **_all(
        Access.API_CODE,
        "api_ticket api_ticket_messages api_ticket_appeal api_ticket_attachment",
    ),
}


def routes() -> Iterator[tuple[str, str]]:
    """Every route of the URLconf with an address of its own."""
    seen: set[str] = set()
    for name, parts in _walk(get_resolver(), (), ()):
        if name not in seen:
            seen.add(name)
            yield name, _address(name, parts)


def _address(name: str, parts: tuple[str, ...]) -> str:
    """Most parts are texts or ids; where a number is wanted, one."""
    try:
        return reverse(name, kwargs={part: PARTS.get(part, "1") for part in parts})
    except NoReverseMatch:
        return reverse(name, kwargs=dict.fromkeys(parts, "1"))


def access_of(name: str) -> Access | None:
    """What the table says of a route."""
    return Access.STAFF if name.startswith("admin:") else TABLE.get(name)


def _walk(
    resolver: URLResolver, spaces: tuple[str, ...], parts: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in resolver.url_patterns:
        named = (*parts, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern, inner, named)
        elif pattern.name or not spaces:
            yield ":".join((*spaces, str(pattern.name))), named
