"""Every function beside every permission: refusing one stops what needs it, and nothing else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from portrait_site.middleware.security_headers import permissions_policy
from portraits.models import JOBS, Portrait
from portraits.services.share_effect import share_effect
from privacy.models.refusal import Refused
from privacy.policies.consents import CONSENTS
from privacy.services.decide_consent import grant_consent, withdraw_consent
from tests.conftest import ApiAs
from tests.factories import CLIP_FILE, agree_to
from tests.photos import photo
from tests.portraits.conftest import Committing, Queue
from tests.sessions import sign_in

# What needs a purpose; one that nothing needs stops nothing either.
NEEDED_BY = {
    "face_portrait": {"portrait"},
    "face_cutout": {"cutout"},
    "face_video": {"clip"},
    "media_import": {"clip"},
}
# What a purpose opens without another.
OPENED_ALONE = {"face_portrait": {"portrait"}, "face_cutout": {"cutout"}}
PAGES = ("/templates/", "/portraits/", "/settings/my-data/", "/settings/permissions/")
MADE_OF_UPLOADS = {
    "portrait": "/api/v1/portraits/",
    "cutout": "/api/v1/cutouts/",
    "clip": "/api/v1/clips/",
}
# What the browser itself may be asked for, page by page. Everything else is refused everywhere.
ASKED_ON = {
    "camera": {"create", "camera", "settings-permissions"},
    "microphone": {"camera", "settings-permissions"},
    "geolocation": set(),
    "display-capture": set(),
}
SOME_PAGES = ("home", "create", "camera", "cutout", "portrait", "shared", "settings-permissions")


def refused_to(client: APIClient) -> set[str]:
    """Send a photo or video for everything that is made of one; what wanted a consent first."""
    return {name for name in MADE_OF_UPLOADS if _is_refused(client, name)}


def _is_refused(client: APIClient, made: str) -> bool:
    if made == "clip":
        form: dict[str, object] = {"clip": SimpleUploadedFile("one.mp4", CLIP_FILE)}
    else:
        form = {"photo": SimpleUploadedFile("one.jpg", photo())}
    if made == "portrait":
        form["template"] = "plain"
    answer = client.post(MADE_OF_UPLOADS[made], form, format="multipart")
    if answer.status_code == 403:
        return bool(answer.json()["code"] == "consent_required")
    assert answer.status_code == 202, answer.content
    return False


@pytest.fixture
def willing(sitter: User, queue: Queue) -> User:
    """Somebody who said yes to everything."""
    for purpose, consent in CONSENTS.items():
        grant_consent(
            sitter,
            purpose,
            text_version=consent.version,
            locale="en",
            now=timezone.now(),
            method="test",
        )
    return sitter


@pytest.mark.promise("P-1", "P-2", "P-8")
@pytest.mark.parametrize("purpose", sorted(CONSENTS))
def test_taking_one_consent_back_stops_what_needs_it_at_once_and_nothing_else(
    client: Client, api_as: ApiAs, willing: User, committing: Committing, purpose: str
) -> None:
    program = api_as(willing)
    assert refused_to(program) == set()
    # What waits counts towards the limit of what may be sent.
    for kind in JOBS:
        kind.objects.all().delete()
    with committing():
        withdraw_consent(willing, purpose, locale="en", now=timezone.now(), method="test")

    assert refused_to(program) == NEEDED_BY.get(purpose, set())
    sign_in(client, willing)
    assert {client.get(page).status_code for page in PAGES} == {200}


@pytest.mark.promise("P-1")
@pytest.mark.parametrize("purpose", sorted(NEEDED_BY))
def test_whoever_agreed_to_one_thing_alone_can_do_that_one(
    alice: User, api_as: ApiAs, template: object, decoder: None, queue: Queue, purpose: str
) -> None:
    grant_consent(
        alice,
        purpose,
        text_version=CONSENTS[purpose].version,
        locale="en",
        now=timezone.now(),
        method="test",
    )

    opened = OPENED_ALONE.get(purpose, set())
    assert refused_to(api_as(alice)) == set(MADE_OF_UPLOADS) - opened


@pytest.mark.promise("P-1")
def test_a_clip_needs_both_of_its_consents(
    alice: User, api_as: ApiAs, template: object, queue: Queue
) -> None:
    agree_to(alice, "face_video", "media_import", now=timezone.now())

    assert refused_to(api_as(alice)) == {"portrait", "cutout"}


def test_a_link_needs_no_consent_to_faces_but_the_switch_for_sharing(
    sitter: User, portrait: Portrait
) -> None:
    sitter.is_sharing_on = False
    sitter.save(update_fields=["is_sharing_on"])
    portrait.owner.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        share_effect(portrait, is_warned=True, method="page", now=timezone.now())

    assert refusal.value.code == "sharing_off"


@pytest.mark.promise("P-7", "M-16")
@pytest.mark.parametrize("device", sorted(ASKED_ON))
def test_a_browser_is_asked_on_the_pages_that_need_it_alone(device: str) -> None:
    asked = {page for page in SOME_PAGES if f"{device}=()" not in permissions_policy(page)}

    assert asked == ASKED_ON[device]
