"""Nothing about anybody leaves the process as a log line."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core import mail
from django.test import Client, RequestFactory
from rest_framework.test import APIClient

from accounts.models import User
from portrait_site.logs import (
    HIDDEN,
    JsonFormatter,
    NothingReporterFilter,
    RedactionFilter,
    describe,
    redact,
    redact_value,
)

CANARIES = {
    "mail": "canary.person@canary.example",
    "password": "canary password of fifteen",
    "code": "770431",
    "token": "pst_canary0canary0canary0canary0canary0canary0canary0",
    "search word": "canarysearchword",
    "file name": "canaryholiday.heic",
    "place": "48.85837, 2.29448",
    "phone": "+86 138 0013 8000",
    "address": "203.0.113.77",
    "signature": "sig=canarysignature0123456789",
    "id": "0d3c1d6e-7a3b-4ba9-8f3e-16f0a7c5d1aa",
    "hex": "c0ffee00c0ffee00c0ffee00c0ffee00",
}


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the root handler writes, set up as the site sets it up."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactionFilter())
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_the_site_logs_through_the_filter_and_nothing_else() -> None:
    handlers = site_settings.LOGGING["handlers"]

    assert site_settings.LOGGING["root"]["handlers"] == list(handlers)
    assert all(handler["filters"] == ["redact"] for handler in handlers.values())
    assert all(handler["formatter"] == "json" for handler in handlers.values())
    loggers = site_settings.LOGGING["loggers"].values()
    assert not any(logger.get("handlers") for logger in loggers)
    assert not site_settings.ADMINS


@pytest.mark.promise("U-13")
@pytest.mark.parametrize(
    "canary",
    [CANARIES[name] for name in CANARIES if name not in ("password", "code", "search word")],
)
def test_what_looks_like_a_person_is_taken_out_of_any_text(canary: str) -> None:
    text = redact(f"something about {canary} happened")

    assert canary not in text
    assert text.startswith("something about ")
    assert text.endswith(" happened")


@pytest.mark.parametrize(
    "text",
    [
        "GET /search?q=canarysearchword",
        "Authorization: Bearer abcdef.ghijkl",
        "Set-Cookie: sessionid=abc",
        "token=abc&otp=770431",
        "password=hunter",
    ],
)
def test_words_after_a_telling_name_are_taken_out(text: str) -> None:
    assert not any(
        word in redact(text) for word in ("canary", "abcdef", "=abc", "770431", "hunter")
    )


@pytest.mark.parametrize(
    "text",
    [
        "sweep finished: 12 uploads, 3 failed, 0.25 s",
        "worker 4711 started",
        "2026-11-24T05:02:07Z",
        "404 Not Found: GET portrait",
        "portraits.services.render_portrait:88 render",
        "celery 5.7.0",
        "1,234,567 bytes",
    ],
)
def test_what_an_operator_needs_stays(text: str) -> None:
    assert redact(text) == text


def test_a_value_goes_wholly_when_its_key_says_what_it_is() -> None:
    given = {"email": "x", "userName": "y", "n": 3, "inner": {"otp": 1, "ok": [True, "a@b.cd"]}}

    assert redact_value("", given) == {
        "email": HIDDEN,
        "userName": HIDDEN,
        "n": 3,
        "inner": {"otp": HIDDEN, "ok": [True, HIDDEN]},
    }


@pytest.mark.promise("U-16")
def test_an_exception_leaves_its_kind_and_its_way_but_not_its_words(written: io.StringIO) -> None:
    try:
        try:
            int("canarysearchword")
        except ValueError as inner:
            raise OSError(28, "canaryholiday.heic") from inner
    except OSError:
        logging.getLogger("anything").exception("writing failed")

    (line,) = lines(written)
    assert line["message"] == "writing failed"
    assert line["failure"]["type"] == "OSError"
    assert line["failure"]["errno"] == 28
    assert line["failure"]["cause"]["type"] == "ValueError"
    assert "test_logs" in line["failure"]["where"][0]
    assert "canary" not in written.getvalue()


def test_no_later_handler_gets_the_trace_either() -> None:
    try:
        int("canarysearchword")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "failed", (), sys.exc_info())

    RedactionFilter().filter(record)

    assert record.exc_info is None
    assert "canary" not in logging.Formatter().format(record)


def test_a_line_break_cannot_forge_a_line(written: io.StringIO) -> None:
    logging.getLogger("anything").warning("name was %s", 'x\r\n{"level": "FAKE"}\u2028')

    assert len(written.getvalue().splitlines()) == 1
    assert lines(written)[0]["level"] == "WARNING"


def test_arguments_by_name_are_redacted_by_name(written: io.StringIO) -> None:
    logging.getLogger("anything").warning(
        "%(email)s failed %(times)d times",
        {
            "email": "somebody",
            "times": 3,
        },
    )

    assert lines(written)[0]["message"] == f"{HIDDEN} failed 3 times"


def test_a_request_leaves_its_route_never_its_path(
    written: io.StringIO, policy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("accounts.api.views.prove_identity", fail)
    client = APIClient(raise_request_exception=False)

    client.post("/api/v1/tokens/?q=canarysearchword", {"email": "a@b.cd", "password": "x"})

    (line,) = (line for line in lines(written) if line["logger"] == "django.request")
    assert line["message"] == "500 Internal Server Error: POST api_tokens"
    assert line["failure"]["type"] == "ZeroDivisionError"


@pytest.mark.promise("U-16")
def test_error_reports_hold_nothing_of_the_request_or_the_settings() -> None:
    request = RequestFactory().post("/x", {"password": "secret"})
    reporter = NothingReporterFilter()

    assert reporter.get_safe_settings() == {}
    assert reporter.get_post_parameters(request) == {}
    assert reporter.get_safe_cookies(request) == {}
    assert reporter.get_safe_request_meta(request) == {}
    assert not reporter.get_traceback_frame_variables(request, None)
    assert site_settings.DEFAULT_EXCEPTION_REPORTER_FILTER.endswith("NothingReporterFilter")


def test_a_failure_without_a_trace_is_described_too() -> None:
    assert describe(ValueError("x")) == {"type": "ValueError", "where": []}


@pytest.mark.promise("U-13")
def test_twelve_canaries_on_a_walk_through_the_site_reach_no_log(
    written: io.StringIO, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    api, browser = APIClient(raise_request_exception=False), Client(raise_request_exception=False)
    api.post(
        "/api/v1/accounts/",
        {
            "email": CANARIES["mail"],
            "password": CANARIES["password"],
            "birth_date": "1990-01-01",
            "accept_policy": "1",
        },
    )
    api.post(
        "/api/v1/tokens/",
        {"email": CANARIES["mail"], "password": "wrong", "otp": CANARIES["code"]},
        REMOTE_ADDR=CANARIES["address"],
    )
    api.get("/api/v1/tokens/", HTTP_AUTHORIZATION=f"Bearer {CANARIES['token']}")
    for name in CANARIES:
        browser.get(f"/templates/{CANARIES[name]}/", {"q": CANARIES[name]})
        browser.get(f"/nothing/{CANARIES[name]}", HTTP_USER_AGENT=CANARIES[name])
        browser.get("/", HTTP_HOST=f"{CANARIES['search word']}.example")
        browser.post("/accounts/login/", {"login": CANARIES["mail"], "password": CANARIES[name]})
        browser.post("/accounts/password/reset/", {"email": CANARIES["mail"]})

    text = written.getvalue()
    assert lines(written), "the walk logs something, else this test would prove nothing"
    for name, canary in CANARIES.items():
        assert canary not in text, name
    assert "canary" not in text.lower()
    assert mail.outbox is not None
