"""How long answers take and what came by week: for the desk, and for everybody."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from privacy.models import TicketClock
from privacy.selectors.ticket_figures import WEEKS, answer_figures, weeks_of_load
from privacy.services.answer_ticket import answer_ticket
from privacy.services.close_ticket import withdraw_ticket
from tests.privacy.desk_people import ANSWER, actor, ask
from tests.sessions import sign_in_with_factor

DAY = timedelta(days=1)


@pytest.mark.promise("M-15")
@pytest.mark.promise("Q-3")
def test_the_figures_are_those_of_the_rows(alice: User, agent: User) -> None:
    now = timezone.now()
    for days_ago in (4, 3, 60):
        asked = ask(alice, now=now - days_ago * DAY)
        answer_ticket(asked, ANSWER, by=actor(agent), now=now)
    withdraw_ticket(ask(alice, now=now - 50 * DAY), now=now)
    ask(alice, now=now - 60 * DAY)
    ask(alice, now=now)
    TicketClock.objects.filter(kind="promise", taken_days__lt=20).update(taken_days=2)
    TicketClock.objects.filter(kind="promise", taken_days__gte=20).update(taken_days=40)

    found, of_complaints = answer_figures(["policy_10", "policy_15"], now=now)

    assert (found.answered, found.on_time, found.on_time_percent) == (3, 2, 66)
    assert (found.median_days, found.slowest_days) == (2, 40)
    assert (found.overdue, found.breaches) == (1, 2)
    assert of_complaints.answered == 0


def test_without_answers_there_is_no_share(db: None) -> None:
    (found,) = answer_figures(["policy_10"], now=timezone.now())

    assert (found.answered, found.on_time_percent, found.median_days) == (0, None, None)


def test_the_weeks_hold_what_came_and_what_was_missed(alice: User) -> None:
    now = timezone.now()
    ask(alice, now=now)
    late = ask(alice, now=now - 60 * DAY)

    weeks = weeks_of_load(now=now)

    assert len(weeks) == WEEKS
    assert sum(week.received for week in weeks) == 2
    assert weeks[-1].received == 1
    due_on = late.clocks.get(kind="promise").due_on
    missed = [week.monday for week in weeks if week.breaches]
    assert missed == [due_on - timedelta(days=due_on.weekday())]


def test_the_plot_is_drawn_without_styles_and_has_a_table(
    client: Client, agent: User, alice: User
) -> None:
    ask(alice, now=timezone.now())
    desk = sign_in_with_factor(client, agent)
    shown = desk.get("/admin/privacy/ticket/figures/").content.decode()

    svg = shown.partition("<svg viewBox")[2].partition("</svg>")[0]
    assert svg.count("<rect") == 2 * WEEKS
    assert "style=" not in svg
    assert "<title" in svg
    table = shown[shown.index("desk-weeks") :]
    assert table.count('<th scope="row">') == WEEKS
    heights = [float(one) for one in re.findall(r'received"[^>]*height="([\d.]+)"', svg)]
    assert heights[-1] > 0
    assert heights[:-1] == [0.0] * (WEEKS - 1)


@pytest.mark.promise("M-15")
@pytest.mark.promise("Q-3")
@pytest.mark.promise("C-6")
def test_everybody_sees_how_long_answers_take(client: Client, alice: User, agent: User) -> None:
    now = timezone.now()
    assert "none yet" in client.get("/privacy/promises/").content.decode()
    answer_ticket(ask(alice, now=now - 3 * DAY), ANSWER, by=actor(agent), now=now)
    ask(alice, now=now - 60 * DAY, kind="complaint")

    rows = client.get("/privacy/promises/").content.decode().split("How long answers take")[1]

    cells = {
        key: re.findall(r'<td class="figures">([^<]*)</td>', row)
        for key, row in re.findall(r'href="#([A-Z]-\d+)">(.*?)</tr>', rows)[:3]
    }
    taken = str(TicketClock.objects.get(rule="policy_10").taken_days)
    assert cells["Q-3"] == ["10", "1", "100 %", taken, taken, "0"]
    assert cells["M-15"] == ["15", "0", "none yet", "-", "-", "1"]
    assert cells["C-6"][0] == "10"
