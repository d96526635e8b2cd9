"""Why something was refused: one exception, and the sentences a person reads.

Every code is stable and has two sentences: what is wrong, and the one thing to do about it. Apps
add the codes of their own with `register_sentences`.
"""

from collections.abc import Mapping
from typing import TypeAlias

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from privacy.models.access_sentences import ACCESS_SENTENCES
from privacy.models.disclosure_sentences import DISCLOSURE_SENTENCES
from privacy.models.incident_sentences import INCIDENT_SENTENCES

Text: TypeAlias = str | LazyText
Sentences: TypeAlias = tuple[Text, Text]


class Refused(Exception):
    """A request that the rules refuse, with its stable code and the HTTP status it becomes.

    `errors` names the fields that are wrong; its sentences never repeat what was sent.
    """

    def __init__(
        self,
        code: str,
        status: int,
        *,
        retry_after: int | None = None,
        errors: Mapping[str, list[str]] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.retry_after = retry_after
        self.errors = dict(errors or {})

    def __str__(self) -> str:
        return explain(self.code)


class SentenceTaken(Exception):
    """Two apps gave one code different words."""


def register_sentences(sentences: Mapping[str, Sentences]) -> None:
    """This function will add the sentences of an app's own codes.

    :raises SentenceTaken: when a code has a sentence already
    """
    taken = sorted(set(sentences) & set(SENTENCES))
    if taken:
        raise SentenceTaken(", ".join(taken))
    SENTENCES.update(sentences)


def sentences_of(code: str) -> Sentences:
    """This function will return what is wrong and what to do about it."""
    return SENTENCES.get(code, SENTENCES["refused"])


def explain(code: str) -> str:
    """This function will return both sentences of a code in the reader's language."""
    wrong, remedy = sentences_of(code)
    return f"{wrong} {remedy}"


SENTENCES: dict[str, Sentences] = {
    # --- the request
    "refused": (_("This is not possible right now."), _("Try again later.")),
    "invalid": (_("Something in the request is not right."), _("Correct the fields named.")),
    "malformed": (_("The request could not be read."), _("Send well-formed JSON.")),
    "bad_request": (_("The request could not be read."), _("Go back and try again.")),
    "not_found": (_("There is nothing here."), _("Check the address.")),
    "method_not_allowed": (
        _("This address does not do that."),
        _("Use one of the methods named in the Allow header."),
    ),
    "not_acceptable": (
        _("No answer exists in the format asked for."),
        _("Accept application/json."),
    ),
    "unsupported_media_type": (
        _("The request is in a format that this address does not read."),
        _("Send JSON, or multipart for a photo."),
    ),
    "throttled": (_("That was too often."), _("Wait a moment and try again.")),
    "server_error": (_("Something went wrong on our side."), _("Try again in a minute.")),
    "csrf_failed": (
        _("We could not tell that this came from our own page."),
        _("Reload the page and try again."),
    ),
    "interrupted_upload": (
        _("The connection ended before everything had arrived."),
        _("Send it again."),
    ),
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
        _("This portrait has as many links as it can have."),
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
    # --- asking and complaining
    "too_many_messages": (
        _("Too many messages came from your network."),
        _("Try again in an hour."),
    ),
    "ticket_closed": (
        _("This request is closed."),
        _("Open a new one and name the old one in it."),
    ),
    "ticket_state": (
        _("The request is in another state by now."),
        _("Reload the page to see it."),
    ),
    "record_state": (
        _("The record is in another state by now."),
        _("Reload the page to see it."),
    ),
    "verify_first": (
        _("This is somebody's right: it is not known yet who asks."),
        _("Find out who asks before you answer."),
    ),
    "not_an_agent": (
        _("This person does not work on requests."),
        _("Choose somebody of the desk."),
    ),
    "reference_unknown": (
        _("This names no picture that is still here."),
        _("Ask for the address of the link, or of the portrait."),
    ),
    "attachment_too_large": (
        _("The file is larger than 10 MB."),
        _("Attach a smaller one."),
    ),
    # --- giving something to others
    "sharing_denied": (
        _("This may be given to nobody on this ground."),
        _("Look at the register of third parties for what may be."),
    ),
    "sharing_record_missing": (
        _("The record that this ground rests on is missing or no longer in force."),
        _("File it first."),
    ),
    "transfer_missing": (
        _("The receiver is in another region, and no transfer there is in force."),
        _("File the transfer with its assessment and contract first."),
    ),
    "party_incomplete": (
        _("Categories, purpose, region, period or addresses of the third party are missing."),
        _("Describe it completely first."),
    ),
    "agreement_missing": (
        _("No agreement with this third party is in date."),
        _("File the agreement first."),
    ),
    "release_identifies": (
        _("A column could tell who somebody is."),
        _("Leave the column out, or use wider groups."),
    ),
    "release_too_small": (
        _("No group in this table has twenty people."),
        _("Use wider groups."),
    ),
    "takeover_not_told": (
        _("Not everybody has been told for seven days."),
        _("Wait until that time is over."),
    ),
    "basis_incomplete": (
        _("What this ground asks for is missing."),
        _("Add its evidence, document, release or a nearer end."),
    ),
    "policy_outdated": (
        _("The privacy policy has changed since you read it."),
        _("Read the version in force and agree to it."),
    ),
    "policy_missing": (_("No privacy policy is in force yet."), _("Try again in a minute.")),
    # --- consent
    "consent_required": (
        _("You have not agreed to what happens to the photo."),
        _("Read the consent and agree to it first."),
    ),
    "consent_text_outdated": (
        _("The words of this consent have changed."),
        _("Read the new words, then decide."),
    ),
    "unknown_purpose": (_("There is no such purpose."), _("Use one of those listed.")),
    "attestation_required": (
        _("You have not said that you may use this photo."),
        _("Confirm that it shows you, or that you may use it."),
    ),
    # --- giving a photo
    "busy": (
        _("More people are waiting than we can serve soon."),
        _("Try again in a moment; nothing was stored."),
    ),
    "quota_exceeded": (
        _("You have reached your limit of portraits for now."),
        _("Wait until one is finished or the hour is over."),
    ),
    "not_stored": (
        _("The photo could not be stored just now."),
        _("Try again in a minute; nothing was kept."),
    ),
    "photo_missing": (_("No photo arrived."), _("Choose a photo and send it again.")),
    "too_large": (_("The file is larger than 20 MB."), _("Choose a smaller photo.")),
    "file_too_large": (_("The file is larger than 20 MB."), _("Choose a smaller photo.")),
    "unsupported_format": (
        _("This picture format is not supported."),
        _("Use JPEG, PNG, WebP, HEIC or AVIF."),
    ),
    "not_an_image": (
        _("This file is not a picture, or it is damaged."),
        _("Choose another photo."),
    ),
    "unknown_template": (_("There is no such template."), _("Choose one from the list.")),
    "bad_option": (
        _("An option is unknown or out of its range."),
        _("Use the options that the template lists."),
    ),
    "idempotency_conflict": (
        _("This Idempotency-Key was used for another request."),
        _("Use a new key."),
    ),
    "idempotency_in_flight": (
        _("The first request with this Idempotency-Key is still under way."),
        _("Wait a moment and ask again."),
    ),
    # --- what a photo can lack
    "too_many_pixels": (
        _("The picture has too many pixels."),
        _("Use one of at most 50 megapixels and 12,000 pixels a side."),
    ),
    "no_face": (
        _("We found no face in this photo."),
        _("Choose one in which a face looks at the camera."),
    ),
    "no_person": (
        _("We found nobody to cut out in this photo."),
        _("Choose one in which a person fills more of the picture."),
    ),
    "face_too_small": (_("The face is too small."), _("Move closer, or cut the photo.")),
    "face_turned": (
        _("The face is turned too far away."),
        _("Choose a photo that looks at the camera."),
    ),
    "too_dark": (_("The face is too dark."), _("Turn towards the light and try again.")),
    "too_blurred": (_("The face is blurred."), _("Choose a sharper photo.")),
    "several_faces": (
        _("There is more than one face that could be meant."),
        _("Choose one and send the photo again."),
    ),
    "face_not_found": (
        _("The face you chose is not in this photo."),
        _("Choose one of those that were found."),
    ),
    "interrupted": (
        _("The work was interrupted twice."),
        _("Send the photo again; the first one is deleted."),
    ),
    "timed_out": (
        _("The work took longer than a photo may stay here."),
        _("Send the photo again; the first one is deleted."),
    ),
    "engine_error": (_("This photo could not be worked on."), _("Choose another photo.")),
    # --- the portrait and its receipt
    "not_ready": (_("It is not finished yet."), _("Ask again in a moment.")),
    "gone": (_("The picture no longer exists."), _("Make a new one from your photo.")),
    "export_gone": (
        _("This copy was taken already, or its time is over."),
        _("Ask for a new one in Settings, My data."),
    ),
    "policy_incomplete": (
        _("A version needs a text in every language."),
        _("Write the missing one first."),
    ),
    "second_person_needed": (
        _("Nobody approves an order of their own."),
        _("Ask the second person."),
    ),
    "policy_own_draft": (
        _("Nobody approves a text of their own."),
        _("Ask the second person."),
    ),
    "policy_not_approved": (_("This version is not approved."), _("Have it approved first.")),
    "policy_too_soon": (
        _("A substantial change is announced at least seven days before."),
        _("Choose a later day."),
    ),
    "phrase_wrong": (
        _("This is not the phrase."),
        _("Type it exactly as it stands on the page."),
    ),
    "held_by_law": (
        _("An order by law keeps this from being deleted for now."),
        _("Nobody is served it meanwhile; it goes when the order ends."),
    ),
    "hold_not_possible": (
        _("No order can keep this class of data, or not in this way."),
        _("Name another class, or one object instead of a person."),
    ),
    "hold_incomplete": (
        _("The order is not complete."),
        _("Name one person or one object, the document, and a day ahead for the review."),
    ),
    "account_gone": (_("This account is cancelled."), _("There is nothing left to do.")),
    "receipt_pending": (
        _("The deletion is not verified yet."),
        _("Ask again in a moment."),
    ),
    "not_a_receipt": (
        _("This is not a receipt."),
        _("Send the JSON object exactly as you received it."),
    ),
    **ACCESS_SENTENCES,
    **DISCLOSURE_SENTENCES,
    **INCIDENT_SENTENCES,
}
