"""Incidents and announcements in the admin, as security and the privacy officers use them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from privacy.models import AffectedPerson, Announcement, Incident, Notice
from privacy.models.incident_notice import PARTS
from privacy.registry.roles import Role
from privacy.services.incidents.deliver_notice import deliver_notice
from privacy.services.incidents.search_affected import search_affected
from privacy.services.incidents.write_notice import LOCALES
from tests.sessions import sign_in_with_factor
from tests.staff import make_staff

INCIDENTS, ANNOUNCEMENTS = "/admin/privacy/incident/", "/admin/privacy/announcement/"
ALARM = {
    "kind": "leak",
    "spread": "outside",
    "what": "A copy was left open.",
    "chosen_classes": ["accounts.User"],
    "covers_staff_access": "",
}


@pytest.fixture
def browser_of(make_person: Callable[[str], User]) -> Callable[..., Client]:
    def open_browser(name: str, role: Role) -> Client:
        return sign_in_with_factor(Client(), make_staff(make_person(name), role))

    return open_browser


@pytest.fixture
def responder(browser_of: Callable[..., Client]) -> Client:
    return browser_of("responder", Role.SECURITY)


@pytest.fixture
def writer(browser_of: Callable[..., Client]) -> Client:
    return browser_of("writer", Role.PRIVACY_OFFICER)


@pytest.fixture
def publisher(browser_of: Callable[..., Client]) -> Client:
    return browser_of("publisher", Role.PRIVACY_OFFICER)


def moment(name: str, at: Any) -> dict[str, str]:
    """A time as the admin's own pair of fields sends it."""
    return {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M:%S}"}


def page_of(client: Client, record: Any) -> str:
    answer = client.get(f"/admin/privacy/{record._meta.model_name}/{record.pk}/change/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def step(client: Client, record: Any, name: str, **typed: str) -> str:
    address = f"/admin/privacy/{record._meta.model_name}/{record.pk}/step/{name}/"
    given = {f"{name}-{field}": text for field, text in typed.items()}
    return str(client.post(address, given, follow=True).content.decode())


def opened(client: Client, **more: Any) -> Incident:
    sent = ALARM | moment("detected_at", timezone.now()) | more
    answer = client.post(f"{INCIDENTS}add/", sent)
    assert answer.status_code == 302
    return Incident.objects.get()


def whole_notice() -> dict[str, str]:
    return {f"{locale}.{part}": f"{part} {locale}" for locale in LOCALES for part in PARTS}


@pytest.mark.promise("H-3", "H-4")
def test_an_incident_goes_from_the_alarm_to_the_people_in_the_admin(
    responder: Client, writer: Client, publisher: Client, alice: User
) -> None:
    incident = opened(responder)
    assert "0 of 0 looked at" in page_of(responder, incident)
    now = timezone.now()
    search_affected(incident, now=now)
    assert "4 concerned, of 4" in page_of(responder, incident)

    step(writer, incident, "write", **{"en.basics": "A copy lay open."})
    page = page_of(writer, incident)
    assert "A copy lay open." in page
    assert "still empty" in page
    step(writer, incident, "write", **whole_notice())
    assert "Nobody approves" in step(writer, incident, "publish")
    assert not Notice.objects.exists()
    step(publisher, incident, "publish")
    deliver_notice(Incident.objects.get(), now=timezone.now())
    assert "4 have it, 0 of 4 were reached (0.0 %)" in page_of(publisher, incident)

    done = f"{timezone.now():%Y-%m-%d %H:%M:%S}"
    said = step(responder, incident, "contain", what="The copy is closed.", done_at=done)
    assert "The copy is closed." in said
    said = step(responder, incident, "record_harm", harm="none", person_number=str(alice.pk))
    assert AffectedPerson.objects.filter(harm="none").count() == 1


def test_a_slip_in_the_form_costs_nothing_that_was_typed(responder: Client) -> None:
    for more in (
        {"named_objects": "no number"},
        moment("detected_at", timezone.now().replace(year=2999)),
        {"what": " "},
    ):
        sent = ALARM | moment("detected_at", timezone.now()) | more
        answer = responder.post(f"{INCIDENTS}add/", sent)
        assert answer.status_code == 200
        assert "errornote" in answer.content.decode()
    assert not Incident.objects.exists()


@pytest.mark.promise("H-10")
def test_a_late_report_is_red_in_the_list(responder: Client) -> None:
    incident = opened(responder)
    incident.reports.create(clock="first", due_at=incident.detected_at)

    assert "desk-mark--overdue" in responder.get(INCIDENTS).content.decode()
    assert "desk-mark--overdue" in page_of(responder, incident)
    step(
        responder,
        incident,
        "send_report",
        clock="first",
        reference="CN-7",
        sent_at=f"{timezone.now():%Y-%m-%d %H:%M:%S}",
    )
    assert "number CN-7" in page_of(responder, incident)


@pytest.mark.promise("E-7")
def test_other_staff_see_no_incident(browser_of: Callable[..., Client]) -> None:
    for name, role in (("agent", Role.SUPPORT), ("editor", Role.TEMPLATE_EDITOR)):
        browser = browser_of(name, role)
        assert browser.get(INCIDENTS).status_code == 403
        assert browser.get(ANNOUNCEMENTS).status_code == 403


@pytest.mark.promise("V-6", "V-7")
def test_an_announcement_is_written_by_one_and_approved_by_another(
    writer: Client, publisher: Client, client: Client
) -> None:
    now = timezone.now()
    typed = {
        "kind": "service",
        "title_en": "We work on the cellar",
        "title_zh": "系统维护",
        "text_en": "20 % off!",
        "text_zh": "暂停服务。",
        **moment("starts_at", now),
        **moment("ends_at", now.replace(year=now.year + 1)),
    }
    answer = writer.post(f"{ANNOUNCEMENTS}add/", typed)
    assert "There is an offer in it" in answer.content.decode()
    assert writer.post(f"{ANNOUNCEMENTS}add/", typed | {"text_en": "Rest."}).status_code == 302
    draft = Announcement.objects.get()

    assert "step-approve" not in page_of(writer, draft)
    step(publisher, draft, "approve")
    step(writer, draft, "publish")

    assert "We work on the cellar" in client.get("/").content.decode()
