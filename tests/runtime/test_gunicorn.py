"""The web server's log and headers say nothing about who came."""

import io
import logging
from collections.abc import Iterator

import pytest
from gunicorn.config import Config
from gunicorn.http import wsgi

from portrait_site import gunicorn_conf
from portrait_site.gunicorn_log import ImpersonalLogger


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    log = logging.getLogger("gunicorn.error")
    log.addHandler(handler)
    yield stream
    log.removeHandler(handler)


@pytest.fixture
def logger(written: io.StringIO) -> ImpersonalLogger:
    return ImpersonalLogger(Config())


def test_addresses_and_paths_stay_out_of_the_log(
    logger: ImpersonalLogger, written: io.StringIO
) -> None:
    logger.warning("Invalid request from ip=%s: %s", "203.0.113.9", "GET /s/token-of-a-share")
    try:
        raise ValueError("/s/token-of-a-share")
    except ValueError:
        logger.exception("Error handling request %s", "/s/token-of-a-share")
        logger.warning("broken: %s", "/s/token-of-a-share", exc_info=True)

    assert "Invalid request from ip=-: -" in written.getvalue()
    assert "Error handling request -" in written.getvalue()
    assert "203.0.113.9" not in written.getvalue()
    assert "token-of-a-share" not in written.getvalue()


def test_numbers_of_processes_and_a_failed_start_are_told(
    logger: ImpersonalLogger, written: io.StringIO
) -> None:
    logger.error("Worker (pid:%s) was killed", 4711)
    try:
        raise ImportError("no module")
    except ImportError:
        logger.exception("Exception in worker process")

    assert "pid:4711" in written.getvalue()
    assert "ImportError: no module" in written.getvalue()


def test_answers_do_not_name_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    headers = ["HTTP/1.1 200 OK\r\n", "Server: gunicorn\r\n", "Date: today\r\n"]
    monkeypatch.setattr(gunicorn_conf, "_all_headers", lambda _response: headers)

    assert wsgi.Response.default_headers(object()) == [headers[0], headers[2]]


def test_no_request_and_no_control_socket_leaves_a_file() -> None:
    assert gunicorn_conf.accesslog is None
    assert gunicorn_conf.control_socket_disable is True
