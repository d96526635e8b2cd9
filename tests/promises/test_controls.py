"""Every control turns red when its rule is broken and green when it is mended."""

import ast
import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from privacy.models import CheckResult, LedgerEntry
from privacy.promises import PROMISES
from privacy.registry import control as registry
from privacy.registry.control import Control, Finding, Kind, UnknownPromise, all_controls, control
from privacy.selectors import promise_states
from privacy.services.append_ledger import ledger_faults
from privacy.services.run_checks import run_checks
from privacy.storage import UPLOAD
from tests.promises.breaches_photos import an_old_key
from tests.promises.world import BREACHES, Breach, World

EACH_BREACH = [
    pytest.param(promise, act, id=f"{promise}-{act.__name__}")
    for (promise, _control), acts in sorted(BREACHES.items())
    for act in acts
]
FIRST_PROMISES = [f"F-{number}" for number in range(1, 15)] + ["U-11", "E-4"]


def status_of(promise: str, world: World) -> str:
    (result,) = run_checks(now=world.now, only=[promise])
    return str(result.status)


@pytest.mark.parametrize(("promise", "act"), EACH_BREACH)
def test_a_broken_rule_is_red_and_a_mended_one_green(
    world: World, promise: str, act: Breach
) -> None:
    whole = status_of(promise, world)
    assert whole in ("green", "recorded", "unproven")

    broken = act(world)
    next(broken)
    assert status_of(promise, world) == "red"

    next(broken, None)
    assert status_of(promise, world) == whole


def test_every_check_has_a_way_to_turn_red() -> None:
    checks = {(bound.promise, bound.name) for bound in all_controls() if bound.check}

    assert checks - set(BREACHES) == set()
    assert set(BREACHES) - checks == set()


def test_the_first_promises_are_bound_to_controls() -> None:
    bound = {one.promise for one in all_controls()}

    assert set(FIRST_PROMISES) <= bound


def marked_keys() -> Iterator[str]:
    """The keys in every `pytest.mark.promise(...)` of the test suite."""
    for path in sorted((django_settings.BASE_DIR / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_promise_mark(node.func):
                yield from (ast.literal_eval(argument) for argument in node.args)


def _is_promise_mark(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr == "promise"


def test_no_test_is_marked_with_a_promise_that_does_not_exist() -> None:
    assert set(marked_keys()) - set(PROMISES) == set()


def test_every_promise_that_rests_on_tests_has_one() -> None:
    on_tests = {bound.promise for bound in all_controls() if bound.kind is Kind.TEST}

    assert on_tests - set(marked_keys()) == set()


ON_TESTS = sorted({bound.promise for bound in all_controls() if bound.kind is Kind.TEST})


@pytest.mark.parametrize("promise", ON_TESTS)
def test_a_promise_on_tests_is_red_when_one_fails_and_unproven_without_a_run(
    world: World, promise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence: dict[str, Any] | None = {"results": {promise: {"passed": 3, "failed": 1}}}
    monkeypatch.setattr("tests.promises.world.nothing_on_record", lambda: evidence)
    world.settings.EVIDENCE_READER = "tests.promises.world.nothing_on_record"
    assert status_of(promise, world) == "red"

    evidence = {"results": {promise: {"passed": 4, "failed": 0}}}
    assert status_of(promise, world) == "green"

    evidence = {"results": {}}
    assert status_of(promise, world) == "unproven"

    evidence = None
    assert status_of(promise, world) == "unproven"


@pytest.mark.parametrize(
    ("is_kept", "records", "status"),
    [(True, 0, "unproven"), (True, 2, "recorded"), (False, 0, "red"), (False, 2, "red")],
)
def test_a_promise_on_records_is_recorded_with_one_and_unproven_without(
    world: World, monkeypatch: pytest.MonkeyPatch, is_kept: bool, records: int, status: str
) -> None:
    finding = Finding(is_kept=is_kept, value="", target="", records=records)
    bound = Control("S-13", Kind.RECORD, "filed", lambda _now: finding)
    monkeypatch.setattr(registry, "_controls", [bound])

    assert status_of("S-13", world) == status


def test_a_check_that_cannot_run_proves_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_now: object) -> Finding:
        raise OSError("the name of a host")

    monkeypatch.setattr(registry, "_controls", [Control("F-8", Kind.QUERY, "broken", broken)])

    assert status_of("F-8", world) == "unproven"
    assert "the name of a host" not in caplog.text


def test_a_promise_is_as_good_as_its_worst_control(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Finding(is_kept=True, value="0", target="0")
    broken = Finding(is_kept=False, value="1", target="0")
    controls = [
        Control("F-8", Kind.QUERY, "kept", lambda _now: kept),
        Control("F-8", Kind.QUERY, "broken", lambda _now: broken),
    ]
    monkeypatch.setattr(registry, "_controls", controls)

    (result,) = run_checks(now=world.now)

    assert (result.status, result.value) == ("red", "1")


def test_a_control_of_a_promise_that_nobody_made_is_refused() -> None:
    with pytest.raises(UnknownPromise):
        control("F-99", kind=Kind.QUERY)(lambda _now: Finding(is_kept=True, value="", target=""))


def test_a_run_and_every_change_of_colour_stand_in_the_ledger(world: World) -> None:
    run_checks(now=world.now)
    first = LedgerEntry.objects.filter(stream="colours").count()
    run_checks(now=world.now)
    assert LedgerEntry.objects.filter(stream="colours").count() == first

    broken = next(iter(BREACHES["F-6", "photos_go_at_once"]))(world)
    next(broken)
    run_checks(now=world.now)

    change = json.loads(LedgerEntry.objects.filter(stream="colours").latest("sequence").payload)
    assert (change["promise"], change["from"], change["to"]) == ("F-6", "green", "red")
    assert LedgerEntry.objects.filter(stream="checks").count() == 3
    assert list(ledger_faults()) == []


def test_all_promises_are_listed_whatever_is_built(world: World) -> None:
    run_checks(now=world.now)

    states = {state.key: state for state in promise_states()}
    assert list(states) == list(PROMISES)
    assert len(states) == 183
    assert {states[key].status for key in FIRST_PROMISES} == {"green"}
    checked = [state for state in states.values() if state.status in ("green", "red")]
    assert all(state.checked_at and state.target for state in checked)


def audit() -> tuple[int, list[dict[str, Any]]]:
    said = StringIO()
    try:
        call_command("audit_promises", "--json", stdout=said)
    except SystemExit as exit_:
        return int(exit_.code or 0), json.loads(said.getvalue())
    return 0, json.loads(said.getvalue())


def test_the_audit_exits_with_one_on_red_and_on_nothing_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, states = audit()
    assert (code, len(states)) == (0, 183)

    world.settings.EVIDENCE_READER = "tests.promises.world.nothing_on_record"
    code, states = audit()
    assert code == 0
    assert "unproven" in {state["status"] for state in states}

    (act,) = BREACHES["F-14", "only_the_sealing_handler_takes_files"]
    broken = act(world)
    next(broken)
    code, states = audit()
    assert code == 1
    assert [state["key"] for state in states if state["status"] == "red"] == ["F-14"]


def test_of_a_day_one_result_of_each_colour_stays(world: World) -> None:
    """Ten runs a day for ninety days would otherwise be more rows than all portraits together."""
    noon = world.now.replace(hour=12)
    run_checks(now=noon)
    broken = an_old_key(world, UPLOAD, destroyed_ago=timedelta(0))
    next(broken)
    run_checks(now=noon + timedelta(minutes=10))
    next(broken, None)
    run_checks(now=noon + timedelta(minutes=20))
    run_checks(now=noon + timedelta(days=1))

    results = CheckResult.objects.filter(promise="F-7").order_by("checked_at")
    assert [(one.status, one.checked_at - noon) for one in results] == [
        ("red", timedelta(minutes=10)),
        ("green", timedelta(minutes=20)),
        ("green", timedelta(days=1)),
    ]
    assert len([state for state in promise_states() if state.key == "F-7"]) == 1


def test_every_breach_stands_in_a_file_of_its_own_kind() -> None:
    files = {Path(act.__code__.co_filename).name for acts in BREACHES.values() for act in acts}

    assert all(name.startswith("breaches_") for name in files)
