"""A drill goes the whole way of an incident and tells nobody."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from privacy.models import AffectedPerson, Incident, Notice, RegulatorReport
from privacy.selectors.inventory import inventory_of
from privacy.services.incidents import run_drill as drill
from privacy.services.incidents.deliver_notice import deliver_notice
from privacy.services.incidents.tend_incidents import tend_incidents
from privacy.services.incidents.write_notice import publish_notice
from tests.privacy.incident_people import PUBLISHER, refusal


def run(*words: str) -> str:
    said = StringIO()
    call_command("incident_drill", *words, stdout=said)
    return said.getvalue()


@pytest.mark.promise("H-3")
def test_a_drill_finds_the_people_renders_both_languages_and_tells_nobody(
    alice: User, bob: User
) -> None:
    said = run("--spread", "public")

    assert "2 of 2 people touched" in said
    assert "What you can do to lower your risk" in said
    assert "这是一次演练" in said
    incident = Incident.objects.get()
    assert (incident.is_drill, incident.state, incident.affected_count) == (True, "closed", 2)
    assert incident.ready_s is not None
    assert 0 < incident.ready_s < 60
    assert incident.phases.count() == 6
    assert not Notice.objects.exists()
    assert not AffectedPerson.objects.exists()
    assert not RegulatorReport.objects.exists()


@pytest.mark.promise("H-3")
def test_the_notice_of_a_drill_cannot_be_published_or_delivered(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now: datetime = timezone.now()
    monkeypatch.setattr(drill, "_end", lambda *_incident: None)
    incident = drill.run_drill(["accounts.User"], "outside", now=now).incident

    assert refusal(lambda: publish_notice(incident, by=PUBLISHER, now=now)) == "drill_not_sent"
    incident.notices.update(published_by="person 9", published_at=now)
    deliver_notice(incident, now=now)
    tend_incidents(now=now)

    assert incident.affected.count() == 1
    assert not Notice.objects.exists()
    counts = {one.model: one.count for one in inventory_of(alice)}
    assert counts["privacy.AffectedPerson"] == 0


def test_a_dry_run_keeps_nothing(alice: User) -> None:
    said = run("--dry-run")

    assert "1 people would be told" in said
    assert "这是一次演练" in said
    assert not Incident.objects.exists()


def test_a_drill_with_a_hole_in_its_notice_fails(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drill, "DRILL_TEXTS", {"en": drill.DRILL_TEXTS["en"]})

    with pytest.raises(CommandError, match="empty"):
        run()
    assert Incident.objects.get().ready_s is None


def test_a_class_that_is_not_in_the_register_is_refused(db: None) -> None:
    with pytest.raises(CommandError):
        run("--class", "portraits.Nothing")
