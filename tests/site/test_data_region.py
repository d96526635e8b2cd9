"""Nothing is sent to a server outside the region, and the worker reaches its own alone."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from portrait_site.data_region import OutsideRegion, endpoints, outside, require_region
from tests.conftest import PreparedAt

ROOT = Path(django_settings.BASE_DIR)
POSTGRES = "django.db.backends.postgresql"


def given(**changes: Any) -> dict[str, Any]:
    """Settings of a copy that was told nothing, and the changes."""
    plain = {
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/x/main"}},
        "STORAGES": {"sealed": {"BACKEND": "folder", "OPTIONS": {"location": "/x/store"}}},
        "CELERY_BROKER_URL": "redis+socket:///x/broker.sock",
        "HAS_MAIL": False,
        "EMAIL_HOST": "localhost",
        "OIDC_PROVIDERS": [],
        "DATA_REGION": "local",
        "DATA_REGION_HOSTS": (),
    }
    return plain | changes


def database(host: str) -> dict[str, Any]:
    return {"DATABASES": {"default": {"ENGINE": POSTGRES, "HOST": host}}}


def store(address: str) -> dict[str, Any]:
    return {"STORAGES": {"sealed": {"OPTIONS": {"endpoint_url": address}}}}


ABROAD = [
    (database("db.elsewhere.example"), "database default"),
    (database("8.8.8.8"), "database default"),
    (store("https://s3.elsewhere.example"), "storage sealed"),
    ({"CELERY_BROKER_URL": "rediss://u:p@queue.elsewhere.example:6379/0"}, "broker"),
    ({"HAS_MAIL": True, "EMAIL_HOST": "smtp.elsewhere.example"}, "mail"),
    (
        {"OIDC_PROVIDERS": [{"settings": {"server_url": "https://id.elsewhere.example/x"}}]},
        "sign-in provider",
    ),
]


@pytest.mark.promise("R-6", "R-7")
@pytest.mark.parametrize(("changes", "name"), ABROAD)
def test_a_server_elsewhere_stops_the_start(changes: dict[str, Any], name: str) -> None:
    with pytest.raises(OutsideRegion, match=name):
        require_region(given(**changes))


@pytest.mark.promise("R-6")
@pytest.mark.parametrize(
    "host",
    ["", "/run/postgresql", "127.0.0.1", "::1", "localhost", "db", "10.1.2.3", "db.internal"],
)
def test_this_machine_and_its_own_network_are_local(host: str) -> None:
    assert outside(given(**database(host))) == []


@pytest.mark.promise("R-6")
def test_a_region_has_the_hosts_that_the_operator_lists_and_no_others() -> None:
    listed = {"DATA_REGION": "cn", "DATA_REGION_HOSTS": (".example.cn", "queue.example.org")}

    assert outside(given(**database("db1.example.cn"), **listed)) == []
    assert outside(given(CELERY_BROKER_URL="redis://Queue.example.org./0", **listed)) == []
    for host in ("example.cn.elsewhere.example", "dbexample.cn", "sub.queue.example.org"):
        assert [one.name for one in outside(given(**database(host), **listed))] == [
            "database default"
        ]


def test_every_kind_of_server_is_looked_at() -> None:
    everything = {**given(), "HAS_MAIL": True}
    everything["OIDC_PROVIDERS"] = [{"settings": {"server_url": "https://id.example"}}]

    names = {one.name.split()[0] for one in endpoints(everything)}

    assert names == {"database", "storage", "broker", "mail", "sign-in"}


@pytest.mark.serial
@pytest.mark.promise("R-6")
def test_no_process_starts_while_a_server_is_elsewhere(tmp_path: Path) -> None:
    environment = os.environ | {
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "portrait_site.settings",
        "DATABASE_URL": "postgres://site:a-password@db.elsewhere.example/site",
    }
    command = [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"]

    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode != 0
    assert "OutsideRegion: not in the data region 'local': database default" in done.stderr
    assert "a-password" not in done.stderr


# --- the worker


@pytest.mark.copy
@pytest.mark.promise("F-4", "F-5", "R-6", "S-0")
def test_making_a_portrait_reaches_the_decoder_and_no_other_address(
    tmp_path: Path, decoder: None, prepared_at: PreparedAt
) -> None:
    folder = prepared_at(tmp_path / "var")
    environment = os.environ | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    command = ["-W", "ignore", "-m", "tests.site.guarded_walk", str(django_settings.DECODER_SOCKET)]

    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    # One keeps the portrait; the other has cancelled by now, and everything of theirs is gone.
    assert seen["statuses"] == ["ready"]
    # A long path is reached through a descriptor of its folder; the name stays.
    assert {Path(one).name for one in seen["reached"]} == {"decode.sock"}
