"""What happens by itself, and when. `seed_schedule` writes it into the scheduler's tables.

Every task named here is idempotent and short; all run on the maintenance queue, away from the
work of people who wait.
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Every:
    """A fixed period between two runs."""

    period: timedelta


@dataclass(frozen=True, slots=True)
class DailyAt:
    """Once a day, at this time in UTC."""

    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the schedule: its name, its task, its rhythm."""

    name: str
    task: str
    rhythm: Every | DailyAt


SCHEDULE = (
    # The ceilings of photos and clips hang on this one; the web process runs it as well.
    Entry("sweep", "portraits.sweep", Every(timedelta(seconds=15))),
    Entry("worker heartbeat", "privacy.beat_heartbeat", Every(timedelta(seconds=15))),
    Entry("purge", "privacy.purge", Every(timedelta(minutes=5))),
    Entry("promise checks", "privacy.run_checks", Every(timedelta(minutes=10))),
    Entry("policies", "privacy.put_policies_in_force", Every(timedelta(minutes=5))),
    Entry("cancellations", "accounts.resume_cancellations", Every(timedelta(minutes=1))),
    # A birthday begins at 16:00 UTC, when it is midnight in Shanghai.
    Entry("minors grow up", "accounts.follow_age", DailyAt(hour=16, minute=5)),
    Entry("reminders", "portraits.send_reminders", Every(timedelta(hours=1))),
    Entry("staff", "privacy.tend_staff", Every(timedelta(minutes=30))),
    Entry("sharing", "privacy.tend_sharing", Every(timedelta(hours=1))),
    Entry("disclosures", "privacy.tell_of_disclosures", Every(timedelta(hours=1))),
    Entry("requests", "privacy.tend_tickets", Every(timedelta(minutes=30))),
    Entry("incidents", "privacy.tend_incidents", Every(timedelta(minutes=5))),
    Entry("announcements", "privacy.tend_announcements", Every(timedelta(minutes=5))),
    Entry("notices by mail", "accounts.send_notices", Every(timedelta(minutes=1))),
    # Five past eight in Shanghai, when the day that the head closes is over in both zones.
    # In the quiet of the night in Shanghai.
    Entry("canaries", "portrait_site.canary", DailyAt(hour=19, minute=20)),
    Entry("ledger head", "privacy.sign_ledger_head", DailyAt(hour=0, minute=5)),
)
