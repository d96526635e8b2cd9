"""Rules about the source that no single test of behaviour would notice being broken."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from portrait_site.celery import app
from portrait_site.schedule import SCHEDULE
from portraits.models import JOBS
from privacy.promises.document import promises_markdown

ROOT = Path(settings.BASE_DIR)
PRODUCT = ("privacy", "accounts", "portraits", "portrait_site")
SENDERS = ("send_task", "signature")
# A namespace is a name and no address that anything is fetched from.
NAMESPACES = re.compile(r"https?://(www\.w3\.org|ns\.adobe\.com|iptc\.org|cv\.iptc\.org)/")
ADDRESS = re.compile(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"'`)<>]*", re.IGNORECASE)
LIBRARY = re.compile(r"webkitdirectory|show(Directory|OpenFile)Picker|getAsFileSystemHandle")
PAYMENT = re.compile(r"\b(price|pay(ment|ments)?|checkout|billing|invoice|subscription|coin)s?\b")


def product_files() -> list[Path]:
    return [path for package in PRODUCT for path in sorted((ROOT / package).rglob("*.py"))]


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    """Every call of the function in the product's code."""
    for path in product_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name_of(node.func) == name:
                yield path, node


def _name_of(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return name
    return ""


def sent_task_names() -> set[str]:
    first = (call.args[0] for sender in SENDERS for _path, call in calls(sender) if call.args)
    return {one.value for one in first if isinstance(one, ast.Constant)}


def test_every_task_that_is_sent_is_one_that_a_worker_knows() -> None:
    app.loader.import_default_modules()
    sent = sent_task_names() | {kind.TASK for kind in JOBS} | {entry.task for entry in SCHEDULE}

    assert {"portraits.render_portrait", "portraits.sweep", "privacy.purge"} <= sent
    assert sent - set(app.tasks) == set()


def test_every_scheduled_task_runs_away_from_people_who_wait() -> None:
    routes = {entry.task: app.amqp.router.route({}, entry.task)["queue"].name for entry in SCHEDULE}

    assert set(routes.values()) == {"maintenance"}


def test_nothing_is_printed() -> None:
    assert [str(path) for path, _call in calls("print")] == []


@pytest.mark.promise("F-2")
def test_only_what_does_a_job_opens_a_photo() -> None:
    opening = [*calls("open_sealed"), *calls("reading")]
    openers = {path.relative_to(ROOT).as_posix() for path, _call in opening}
    readers = {
        name for name in openers if "upload_object" in (ROOT / name).read_text(encoding="utf-8")
    }

    assert readers == {"portraits/services/open_photo.py", "portraits/services/make_clip.py"}


def test_only_one_place_decodes_photos_outside_the_confined_child() -> None:
    """A codec in a server process would meet a stranger's bytes without any limits."""
    decoders = {path.relative_to(ROOT).as_posix() for path, _call in calls("decode_in_own_child")}

    assert decoders == {"portraits/services/decode_photo.py"}


@pytest.mark.promise("S-0", "O-4", "K-9")
@pytest.mark.parametrize("folder", ["static", "templates"])
def test_pages_load_nothing_from_another_host(folder: str) -> None:
    found = []
    for path in sorted((ROOT / folder).rglob("*")):
        if path.suffix in {".js", ".css", ".html", ".svg", ".txt", ".json"}:
            text = NAMESPACES.sub("", path.read_text(encoding="utf-8"))
            found += [f"{path.relative_to(ROOT)}: {one}" for one in ADDRESS.findall(text)]

    assert found == []


@pytest.mark.promise("S-0")
def test_scripts_ask_no_other_host() -> None:
    asking = re.compile(r"\b(fetch|WebSocket|EventSource|sendBeacon|importScripts)\(\s*[\"'`]http")
    scripts = sorted((ROOT / "static").rglob("*.js"))

    assert scripts
    assert [path.name for path in scripts if asking.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.promise("P-1")
def test_no_page_can_read_more_than_the_files_that_somebody_picks() -> None:
    """A picker gives single files; a folder or a lasting handle would give a whole library."""
    sources = [
        path
        for folder in ("static", "templates")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".js", ".html"}
    ]

    assert len(sources) > len(PRODUCT)
    assert [str(path) for path in sources if LIBRARY.search(path.read_text("utf-8"))] == []


# Sockets of this machine alone: to the decoder, to the supervisor, and the one that we listen on.
SOCKETS = {
    "portraits/sandbox/client.py",
    "portraits/sandbox/line.py",
    "portraits/sandbox/child.py",
    "portraits/sandbox/clip_child.py",
    "portraits/sandbox/wire.py",
    "portraits/sandbox/server.py",
    "portrait_site/management/commands/serve.py",
    "portrait_site/supervisor.py",
}
CALLERS = {"aiohttp", "boto3", "ftplib", "httpx", "http.client", "requests", "smtplib", "urllib3"}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{one.name}" for one in node.names))


@pytest.mark.promise("S-0")
def test_no_module_speaks_to_another_machine() -> None:
    """Mail, store, broker and sign-in are reached by their own libraries, by their settings."""
    found = {path.relative_to(ROOT).as_posix(): set(imports(path)) for path in product_files()}
    calling = CALLERS | {"urllib.request", "websockets"}

    assert [name for name, named in found.items() if named & calling] == []
    assert {name for name, named in found.items() if "socket" in named} == SOCKETS


@pytest.mark.promise("S-0")
def test_only_the_gate_gives_permits_and_writes_the_log_of_sharing() -> None:
    permits = {path.relative_to(ROOT).as_posix() for path, _call in calls("Permit")}
    writers = {
        path.relative_to(ROOT).as_posix()
        for path in product_files()
        if re.search(r"\bSharingEvent(\.objects\.(bulk_)?create)?\(", path.read_text("utf-8"))
        and "models" not in path.parts
        and "migrations" not in path.parts
    }

    assert permits == writers == {"privacy/services/sharing/share.py"}


def all_routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from all_routes(one, route)


@pytest.mark.promise("F-9")
def test_there_is_nothing_to_pay_anywhere() -> None:
    routes = list(all_routes(get_resolver()))
    columns = [f"{m._meta.label}.{f.name}" for m in apps.get_models() for f in m._meta.get_fields()]

    assert len(routes) > 30
    assert [name for name in (*routes, *columns) if PAYMENT.search(name.lower())] == []


@pytest.mark.promise("F-11")
def test_no_column_could_hold_a_history_of_photos() -> None:
    """One upload row lives as long as its photo; nothing names a file."""
    columns = {f.name for m in apps.get_models() for f in m._meta.fields}

    assert {"filename", "file_name", "original_name", "upload_history", "photo"} & columns == set()


def test_the_document_of_the_promises_is_fresh() -> None:
    written = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")

    assert written == promises_markdown(), "python -m privacy.promises.document > docs/promises.md"


@pytest.mark.parametrize(
    "command", [["makemigrations", "--check", "--dry-run"], ["check", "--fail-level", "ERROR"]]
)
def test_migrations_and_register_are_in_step(command: list[str]) -> None:
    # The folder of this process: its name is appended to it once, not twice.
    own = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=own,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_make_check_runs_every_check_of_the_source() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.partition("\ncheck:")[2].partition("\nmodels:")[0]

    for tool in ("ruff check", "ruff format", "mypy", "lint-imports", "makemigrations", "--deploy"):
        assert tool in recipe
