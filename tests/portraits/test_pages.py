"""The pages around a portrait, as the server writes them: what each person sees, and when."""

import io
import json
import re
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User
from portraits.models import Portrait
from portraits.services.end_effect import delete_effect
from portraits.services.render_portrait import render_portrait
from portraits.services.send_reminders import send_reminders
from privacy.models import ConsentState, LedgerEntry, Notice
from privacy.models.refusal import SENTENCES
from privacy.policies.consents import ATTESTATION, CONSENTS
from tests.factories import has_photo, send_photo
from tests.photos import photo, photo_without_a_face
from tests.portraits.conftest import Clock, Committing, Queue
from tests.sessions import sign_in

CREATE = "/create/plain/"
OPTIONS = {"option-strength": "80"}

# One that no portrait has; the same in every process of a parallel run.
NOBODYS = "7d2f6f0e-3a1c-4c58-9d6b-0c7d4a1e9b55"


@pytest.fixture
def visitor(client: Client, sitter: User) -> Client:
    """Alice's browser, signed in."""
    return sign_in(client, sitter)


def page_of(portrait: Portrait, rest: str = "") -> str:
    return f"/portraits/{portrait.pk}/{rest}"


def as_upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_20240503.jpg", content, "image/jpeg")


def test_a_visitor_is_shown_the_way_to_an_account_and_back(client: Client, sitter: User) -> None:
    page = client.get(CREATE).content.decode()

    assert f"/accounts/signup/?next={CREATE}" in page
    assert f"/accounts/login/?next={CREATE}" in page
    assert 'type="file"' not in page


@pytest.mark.promise("F-1", "F-2")
def test_nobody_is_asked_for_a_photo_before_having_agreed(
    client: Client, alice: User, template: object
) -> None:
    page = sign_in(client, alice).get(CREATE).content.decode()

    assert 'type="file"' not in page
    assert CONSENTS["face_portrait"].texts["en"][:40] in page
    assert ATTESTATION.texts["en"][:30] in page
    assert not re.search(r"<input[^>]* checked", page)


def test_agreeing_is_written_down_with_the_words_shown_and_the_statement(
    client: Client, alice: User, template: object
) -> None:
    version = CONSENTS["face_portrait"].version
    answers = {"agree": "on", "attest": "on", "text_version": version}

    answer = sign_in(client, alice).post(f"{CREATE}consent/", answers)

    assert answer.headers["Location"] == CREATE
    state = ConsentState.objects.get(person=alice, purpose="face_portrait")
    assert state.state == ConsentState.Decision.GRANTED
    payload = json.loads(LedgerEntry.objects.get(pk=state.entry_id).payload)
    assert (payload["method"], payload["attestation"]) == ("page", ATTESTATION.version)


@pytest.mark.promise("P-8", "U-6")
@pytest.mark.parametrize("left_out", ["agree", "attest"])
def test_half_an_agreement_is_none(
    client: Client, alice: User, template: object, left_out: str
) -> None:
    answers = {"agree": "on", "attest": "on", "text_version": "1"}
    del answers[left_out]

    page = sign_in(client, alice).post(f"{CREATE}consent/", answers)

    assert page.status_code == 200
    assert not ConsentState.objects.filter(person=alice).exists()


@pytest.mark.promise("P-8", "P-14")
def test_words_that_have_changed_meanwhile_are_shown_again(
    client: Client, alice: User, template: object
) -> None:
    answers = {"agree": "on", "attest": "on", "text_version": "0"}

    page = sign_in(client, alice).post(f"{CREATE}consent/", answers)

    assert page.status_code == 409
    assert "The words of this consent have changed." in page.content.decode()
    assert not ConsentState.objects.filter(person=alice).exists()


def test_a_photo_posted_by_a_plain_form_becomes_a_job(visitor: Client, queue: Queue) -> None:
    answer = visitor.post(CREATE, OPTIONS | {"photo": as_upload(photo())})

    job = Portrait.objects.get()
    assert answer.headers["Location"] == page_of(job)
    assert job.options["strength"] == 80
    assert "IMG_2024" not in visitor.get(page_of(job)).content.decode()


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        (OPTIONS, 400, "photo_missing"),
        (OPTIONS | {"photo": as_upload(b"no picture")}, 415, "not_an_image"),
        (OPTIONS | {"photo": as_upload(b"GIF89a" + b"0" * 40)}, 415, "unsupported_format"),
        ({"option-strength": "900", "photo": as_upload(photo())}, 400, "bad_option"),
    ],
    ids=["nothing", "no picture", "another format", "an option too far"],
)
def test_what_is_refused_says_why_and_leaves_the_form_as_it_was(
    visitor: Client, form: dict[str, object], status: int, code: str
) -> None:
    for field in form.values():
        if isinstance(field, SimpleUploadedFile):
            field.seek(0)

    answer = visitor.post(CREATE, form)

    page = answer.content.decode()
    assert answer.status_code == status
    assert all(str(sentence) in page for sentence in SENTENCES[code])
    assert 'type="file"' in page
    assert not Portrait.objects.exists()


def test_what_the_gate_refuses_has_a_page_of_its_own(
    client: Client, alice: User, template: object
) -> None:
    answer = sign_in(client, alice).post(CREATE, {"photo": as_upload(photo())})

    assert answer.status_code == 403
    assert "You have not agreed to what happens to the photo." in answer.content.decode()


def test_a_signed_out_form_leads_to_the_sign_in_and_back(client: Client, sitter: User) -> None:
    answer = client.post(CREATE, {"photo": as_upload(photo())})

    assert answer.headers["Location"] == f"/accounts/login/?next={CREATE}"


def test_a_waiting_job_says_so_and_can_be_cancelled(
    visitor: Client, sitter: User, queue: Queue, clock: Clock
) -> None:
    job = send_photo(sitter, now=clock())

    page = visitor.get(page_of(job)).content.decode()
    visitor.post(page_of(job, "delete/"))

    assert '<meta http-equiv="refresh"' in page
    job.refresh_from_db()
    assert job.status == Portrait.Status.CANCELLED
    assert not has_photo(job)


@pytest.mark.promise("F-6")
def test_the_page_tells_when_the_photo_went(visitor: Client, portrait: Portrait) -> None:
    Portrait.objects.filter(pk=portrait.pk).update(
        upload_deleted_at=portrait.ready_at + timedelta(seconds=0.8)  # type: ignore[operator]
    )

    page = visitor.get(page_of(portrait)).content.decode()

    assert "It was deleted 0.8 s after your portrait was made" in page
    assert f"/api/v1/portraits/{portrait.pk}/receipt/" in page


def test_a_failed_job_says_what_to_do_and_takes_another_photo(
    visitor: Client, sitter: User, clock: Clock, queue: Queue, committing: Committing
) -> None:
    with committing():
        job = send_photo(sitter, now=clock(), content=photo_without_a_face())
    render_portrait(job.pk, now=clock)

    page = visitor.get(page_of(job)).content.decode()

    assert all(str(sentence) in page for sentence in SENTENCES["no_face"])
    assert f'action="{CREATE}"' in page
    assert "Your photo is gone" in page


@pytest.mark.promise("F-8")
def test_a_portrait_past_its_end_is_over_on_the_page_though_no_purge_ran(
    visitor: Client, portrait: Portrait
) -> None:
    Portrait.objects.filter(pk=portrait.pk).update(expires_at=timezone.now())

    page = visitor.get(page_of(portrait)).content.decode()
    wall = visitor.get("/portraits/").content.decode()

    assert "Its days are over" in page
    assert "/image/" not in page + wall
    assert str(portrait.pk) in visitor.get("/portraits/?show=ended").content.decode()


@pytest.mark.parametrize("rest", ["", "delete/"])
def test_anothers_portrait_and_none_look_the_same(
    client: Client, bob: User, portrait: Portrait, rest: str
) -> None:
    sign_in(client, bob)

    theirs, none = client.get(page_of(portrait, rest)), client.get(f"/portraits/{uuid4()}/{rest}")

    assert theirs.status_code == none.status_code == 404
    assert _without_tokens(theirs) == _without_tokens(none)


def _without_tokens(answer: HttpResponse) -> str:
    """The page without what differs at every request: the token, and the address itself."""
    page = re.sub(r'(csrf-token" content|csrfmiddlewaretoken" value)="\w+"', "", answer.text)
    return re.sub(r"/portraits/[0-9a-f-]{36}/", "/portraits/.../", page)


def test_nobody_deletes_the_portrait_of_another(
    client: Client, bob: User, portrait: Portrait
) -> None:
    answer = sign_in(client, bob).post(page_of(portrait, "delete/"))

    assert answer.status_code == 404
    portrait.refresh_from_db()
    assert portrait.status == Portrait.Status.READY


@pytest.mark.parametrize("path", ["/portraits/", "/portraits/all.zip", f"/portraits/{NOBODYS}/"])
def test_the_wall_is_behind_the_sign_in(client: Client, db: None, path: str) -> None:
    assert client.get(path).headers["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.promise("F-9")
def test_everything_is_saved_in_one_file_with_neutral_names_and_no_times(
    visitor: Client, portrait: Portrait
) -> None:
    answer = visitor.get("/portraits/all.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:  # type: ignore[arg-type]
        entries = archive.infolist()
        picture = archive.read(entries[0])

    assert answer.headers["Cache-Control"] == "private, no-store, max-age=0"
    assert [entry.filename for entry in entries] == ["portrait-01-plain.jpg"]
    assert entries[0].date_time == (1980, 1, 1, 0, 0, 0)
    assert picture == visitor.get(f"/api/v1/portraits/{portrait.pk}/image/").content


def test_the_file_of_everything_holds_nothing_of_others(
    client: Client, bob: User, portrait: Portrait
) -> None:
    answer = sign_in(client, bob).get("/portraits/all.zip")

    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:  # type: ignore[arg-type]
        assert archive.namelist() == []


@pytest.mark.promise("F-10")
def test_a_reminder_stands_on_every_page_until_it_is_put_away(
    visitor: Client, portrait: Portrait
) -> None:
    Portrait.objects.filter(pk=portrait.pk).update(ready_at=timezone.now() - timedelta(days=7))
    send_reminders(now=timezone.now())
    notice = Notice.objects.get()
    seen = [
        "A portrait or clip of yours ends soon" in visitor.get(path).content.decode()
        for path in ("/", "/templates/", "/privacy/policy/")
    ]

    answer = visitor.post(
        "/privacy/notices/dismiss/", {"notice": str(notice.pk), "next": "/templates/"}
    )

    assert seen == [True, True, True]
    assert answer.headers["Location"] == "/templates/"
    assert "ends soon" not in visitor.get("/").content.decode()


def test_what_was_deleted_is_not_reminded_of(visitor: Client, portrait: Portrait) -> None:
    Portrait.objects.filter(pk=portrait.pk).update(ready_at=timezone.now() - timedelta(days=7))
    send_reminders(now=timezone.now())

    delete_effect(portrait, now=timezone.now())

    assert "ends soon" not in visitor.get("/").content.decode()


def test_nobody_puts_away_the_notices_of_another(
    client: Client, bob: User, portrait: Portrait
) -> None:
    Portrait.objects.filter(pk=portrait.pk).update(ready_at=timezone.now() - timedelta(days=7))
    send_reminders(now=timezone.now())

    answer = sign_in(client, bob).post(
        "/privacy/notices/dismiss/",
        {
            "notice": [str(Notice.objects.get().pk), "nonsense"],
            "next": "https://elsewhere.example/",
        },
    )

    assert answer.headers["Location"] == "/"
    assert Notice.objects.get().read_at is None
