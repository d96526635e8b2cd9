"""Somebody cancels the account while a real process holds their photo, at each step of its life."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from tests.faults.folder import Folder
from tests.runtime.copies import Copy
from tests.runtime.processes import eventually
from tests.runtime.visitors import PASSWORD, Visitor

pytestmark = [pytest.mark.copy, pytest.mark.timeout(240)]

# In the web process, the request still unanswered; then in the worker.
STEPS = ("sealed", "committed", "leased", "decoded", "effect_sealed", "effect_committed")
TABLES = ("accounts_user", "portraits_portrait", "portraits_upload", "privacy_export")


def account_token(visitor: Visitor) -> str:
    person = {"email": f"{visitor.name}@example.org", "password": PASSWORD}
    answer = Visitor(visitor.copy).post("tokens/", person | {"scopes": ["account"]})
    token: str = answer.json()["token"]
    return token


def ask_to_cancel(copy: Copy, token: str) -> requests.Response:
    return requests.post(
        f"http://127.0.0.1:{copy.port}/api/v1/me/cancel/",
        json={"password": PASSWORD, "confirm": "cancel my account"},
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
    )


def cancel(visitor: Visitor) -> str:
    """Cancel the account over the API; the address of the page that says how far it is."""
    answer = ask_to_cancel(visitor.copy, account_token(visitor))
    assert answer.status_code == 202, answer.text
    address: str = answer.json()["status_url"]
    return address


def state_of(address: str) -> dict[str, Any]:
    body: dict[str, Any] = requests.get(address, timeout=30).json()
    return body


def left_of_anybody(folder: Folder) -> dict[str, int]:
    """Rows, keys and objects of photos and portraits, whoever they belong to."""
    rows = {table: len(folder.rows(f"SELECT 1 FROM {table}")) for table in TABLES}  # noqa: S608
    sealed = {
        f"{kind} {where}": len(look(kind))
        for kind in ("upload", "effect")
        for where, look in (("objects", folder.objects), ("keys", folder.keys))
    }
    return {name: count for name, count in (rows | sealed).items() if count}


@pytest.mark.promise("M-6", "M-12")
@pytest.mark.parametrize("step", STEPS)
def test_whoever_cancels_meanwhile_leaves_nothing_behind(
    site: Copy, folder: Folder, step: str
) -> None:
    others = left_of_anybody(folder)
    visitor = Visitor(site, f"at-{step.replace('_', '-')}").register()
    folder.plan(f"wait {step}")

    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(visitor.send)
        assert eventually(folder.plan_is_carried_out, within_s=30)
        address = cancel(visitor)
        refused = visitor.get("portraits/").status_code
        assert eventually(lambda: state_of(address)["status"] == "done", within_s=60)
        folder.go_on()
        answer = sending.result(timeout=60)

    assert refused == 401
    assert answer.status_code < 500
    assert eventually(lambda: left_of_anybody(folder) == others, within_s=90), (
        left_of_anybody(folder),
        others,
    )
    assert state_of(address)["certificate"]


def test_the_worker_goes_on_working_for_others(site: Copy) -> None:
    visitor = Visitor(site, "afterwards").register()

    job = visitor.wait_for(visitor.send().json()["id"])

    assert job["status"] == "ready"


def test_of_many_who_cancel_one_account_at_once_one_does(site: Copy) -> None:
    token = account_token(Visitor(site, "twice").register())

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _one: ask_to_cancel(site, token), range(6)))

    address = next(one.json()["status_url"] for one in answers if one.status_code == 202)
    assert eventually(lambda: state_of(address)["status"] == "done", within_s=60)
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] == 202
    assert set(statuses[1:]) <= {401, 403, 410}
