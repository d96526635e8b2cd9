"""Files that come with a request: known by their first bytes, sealed, given back as downloads."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from portraits.services.sweep_objects import (
    due_keys,
    missing_objects,
    settle_key,
    stray_objects,
)
from privacy import storage
from privacy.models import DataKey, Receipt, RetainedKey, Ticket, TicketAttachment
from privacy.selectors.access_log import access_log_of
from privacy.services import attach_file
from privacy.services.close_ticket import withdraw_ticket
from privacy.services.cut_tickets import cut_ticket
from privacy.services.rotate_keys import count_under
from tests.conftest import ApiAs
from tests.privacy.desk_people import ask, make_agent
from tests.sessions import sign_in, sign_in_with_factor

WORDS = {"kind": "misuse", "subject": "It is me", "body": "Look at this."}
PDF = b"%PDF-1.7 canary of a document"
PNG = b"\x89PNG\r\n\x1a\n canary of a picture"
JPEG = b"\xff\xd8\xff\xe0 canary of a photo"
URL = "/api/v1/tickets/"


def file(content: bytes, name: str = "my secret name.exe") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def stored() -> list[Any]:
    return list(storage.stored_objects(storage.ATTACHMENT))


@pytest.fixture(autouse=True)
def nothing_stored() -> None:
    for object_id, _at in stored():
        storage.delete_bytes(object_id, storage.ATTACHMENT)


@pytest.mark.parametrize(
    ("content", "media_type", "ending"),
    [
        (PDF, "application/pdf", "pdf"),
        (PNG, "image/png", "png"),
        (JPEG, "image/jpeg", "jpeg"),
    ],
)
def test_alice_sends_a_file_and_gets_it_back_as_a_download(
    client: Client, alice: User, content: bytes, media_type: str, ending: str
) -> None:
    sign_in(client, alice)

    address = client.post("/contact/", WORDS | {"attachments": file(content)})["Location"]

    row = TicketAttachment.objects.get()
    assert (row.media_type, row.byte_count) == (media_type, len(content))
    link = f"{address}attachments/{row.pk}/"
    assert link in client.get(address).content.decode()
    answer = client.get(link)
    assert answer.content == content
    assert answer["Content-Disposition"] == f'attachment; filename="attachment.{ending}"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_lies_sealed_under_a_key_that_a_restore_brings_back(
    client: Client, alice: User
) -> None:
    sign_in(client, alice)
    client.post("/contact/", WORDS | {"attachments": file(PDF)})

    row, key = TicketAttachment.objects.get(), RetainedKey.objects.get()
    assert (key.object_id, key.lease_until, key.destroy_at) == (row.object_id, None, None)
    assert not DataKey.objects.filter(object_id=row.object_id).exists()
    name = storage.object_name(row.object_id, storage.ATTACHMENT)
    with storage.sealed_store().open(name) as sealed:
        assert b"canary" not in sealed.read()
    assert count_under("object", key.key_version) >= 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg onload=alert(1)>", "JPEG, a PNG or a PDF"),
        (b"GIF89a", "JPEG, a PNG or a PDF"),
        (b"", "JPEG, a PNG or a PDF"),
        (b"\xff\xd8\xff" + b"x" * 2_000, "at most 10 MB"),
    ],
)
def test_what_cannot_be_attached_is_refused_and_nothing_typed_is_lost(
    client: Client, policy: str, monkeypatch: pytest.MonkeyPatch, content: bytes, words: str
) -> None:
    monkeypatch.setattr("portraits.gates.MAX_BYTES", 1_000)

    page = client.post("/contact/", WORDS | {"email": "", "attachments": file(content)})

    assert page.status_code == 200
    assert words in page.content.decode()
    assert WORDS["body"] in page.content.decode()
    assert not Ticket.objects.exists()
    assert (stored(), list(RetainedKey.objects.all())) == ([], [])


def test_a_form_that_is_wrong_leaves_no_file(client: Client, policy: str) -> None:
    client.post("/contact/", WORDS | {"subject": "", "attachments": file(PDF)})

    assert (stored(), list(RetainedKey.objects.all())) == ([], [])


def test_who_wrote_too_often_stores_no_file(client: Client, policy: str, settings: Any) -> None:
    settings.CONTACTS_PER_HOUR = 1
    client.post("/contact/", WORDS | {"email": ""})

    page = client.post("/contact/", WORDS | {"email": "", "attachments": file(PDF)})

    assert "Too many messages" in page.content.decode()
    assert stored() == []


def test_nobody_else_gets_the_file(client: Client, alice: User, bob: User) -> None:
    sign_in(client, alice)
    address = client.post("/contact/", WORDS | {"attachments": file(PDF)})["Location"]
    link = f"{address}attachments/{TicketAttachment.objects.get().pk}/"
    own = ask(bob, now=timezone.now())
    elsewhere = Client()

    assert elsewhere.get(link).status_code == 404
    sign_in(elsewhere, bob)
    assert elsewhere.get(link).status_code == 404
    other = f"/contact/{own.pk}/attachments/{TicketAttachment.objects.get().pk}/"
    assert elsewhere.get(other).status_code == 404


@pytest.mark.promise("E-6")
def test_staff_get_the_file_after_the_look_is_written_down(
    client: Client, alice: User, staff: User
) -> None:
    sign_in(client, alice)
    client.post("/contact/", WORDS | {"attachments": file(PDF)})
    row = TicketAttachment.objects.get()
    desk = sign_in_with_factor(Client(), make_agent(staff))
    address = f"/admin/privacy/ticket/{row.ticket_id}/attachments/{row.pk}/"

    assert desk.get(address).status_code == 403
    Ticket.objects.update(assignee=staff)
    answer = desk.get(address)

    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    look = access_log_of(alice)[0].payload
    assert str(row.pk) in look
    assert f'"by":"person {staff.pk}"' in look


def test_a_damaged_file_is_gone_and_no_error(client: Client, alice: User) -> None:
    sign_in(client, alice)
    address = client.post("/contact/", WORDS | {"attachments": file(PDF)})["Location"]
    row = TicketAttachment.objects.get()
    storage.delete_bytes(row.object_id, storage.ATTACHMENT)

    assert client.get(f"{address}attachments/{row.pk}/").status_code == 404


def test_the_file_goes_with_the_text_and_leaves_a_receipt(client: Client, alice: User) -> None:
    sign_in(client, alice)
    client.post("/contact/", WORDS | {"attachments": file(PDF)})
    row, ticket = TicketAttachment.objects.get(), Ticket.objects.get()
    withdraw_ticket(ticket, now=timezone.now())

    cut_ticket(ticket, timezone.now())

    assert not TicketAttachment.objects.exists()
    assert (stored(), list(RetainedKey.objects.all())) == ([], [])
    receipt = Receipt.objects.get(object_id=row.object_id)
    assert (receipt.object_class, receipt.reason) == ("attachment", "expired")


# --- over the API


def test_a_program_attaches_a_file_and_reads_it_again(api_as: ApiAs, alice: User) -> None:
    client = api_as(alice, "tickets")

    opened = client.post(URL, WORDS | {"attachments": file(PNG)}, format="multipart").json()
    said = client.post(
        f"{URL}{opened['id']}/messages/",
        {"body": "And this.", "attachments": file(PDF)},
        format="multipart",
    ).json()

    first, second = client.get(f"{URL}{opened['id']}/").json()["messages"]
    assert set(first["attachments"][0]) == {"id", "media_type", "byte_count", "url"}
    assert second["attachments"] == said["attachments"]
    answer = client.get(second["attachments"][0]["url"])
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert api_as(alice, "portraits").get(second["attachments"][0]["url"]).status_code == 403


def test_a_program_is_told_which_files_are_taken(api: APIClient, policy: str) -> None:
    answer = api.post(URL, WORDS | {"attachments": file(b"GIF89a")}, format="multipart")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert list(answer.json()["errors"]) == ["attachments"]
    assert stored() == []


@pytest.mark.parametrize("nothing", [None, []])
def test_a_request_in_json_attaches_nothing(api: APIClient, policy: str, nothing: Any) -> None:
    assert api.post(URL, WORDS | {"attachments": nothing}).status_code == 201
    assert api.post(URL, WORDS | {"attachments": ["a"]}).status_code == 400


def test_first_bytes_and_no_name_decide() -> None:
    assert attach_file.media_type_of(PNG[:7]) is None
    assert attach_file.media_type_of(b"%PDF-1.4") == "application/pdf"
    assert attach_file.media_type_of(b" %PDF-1.4") is None


# --- what nobody took over


def seal(content: bytes, *, now: datetime, lease: timedelta | None) -> UUID:
    until = None if lease is None else now + lease
    writer = storage.start_object(storage.ATTACHMENT, now=now, destroy_at=None, lease_until=until)
    writer.write(content)
    writer.finish()
    return writer.object_id


def test_the_sweep_ends_a_file_that_nobody_took_over_and_no_other(db: None) -> None:
    now = timezone.now()
    dropped = seal(PDF, now=now, lease=-timedelta(seconds=1))
    arriving = seal(PDF, now=now, lease=timedelta(seconds=30))
    kept = seal(PDF, now=now, lease=None)

    due = due_keys(now)
    assert [key.object_id for key in due] == [dropped]
    assert settle_key(due[0], now=now)

    assert {object_id for object_id, _at in stored()} == {arriving, kept}
    assert Receipt.objects.get(object_id=dropped).reason == "abandoned"


def test_the_sweep_takes_a_file_without_a_key_for_nobodys(db: None) -> None:
    now = timezone.now()
    kept, stray = seal(PDF, now=now, lease=None), seal(PDF, now=now, lease=None)
    RetainedKey.objects.filter(object_id=stray).delete()

    later = now + timedelta(hours=1)
    found = [one.object_id for one in stray_objects(later) if one.object_class == "attachment"]
    assert found == [stray]
    storage.delete_bytes(kept, storage.ATTACHMENT)
    missing = [one.object_id for one in missing_objects(later) if one.object_class == "attachment"]
    assert missing == [kept]
