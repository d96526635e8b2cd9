"""Signing in through another provider: not there until configured, and never a way around."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.backends import ProviderAdapter
from portrait_site import env

ROOT = Path(__file__).resolve().parent.parent.parent
PROVIDER = {
    "provider_id": "example",
    "name": "Example ID",
    "client_id": "client",
    "secret": "canary-of-a-secret",
    "server_url": "https://id.example/realm",
}
# Loaded in a process of its own: settings and addresses are read once.
LOOK = """
import django; django.setup()
from django.test import RequestFactory
from django.conf import settings
from django.urls import reverse
from portrait_site.settings.content_security import site_policy
print(reverse("openid_connect_login", args=["example"]))
print(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"])
print(settings.SOCIALACCOUNT_AUTO_SIGNUP, settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION,
      settings.SOCIALACCOUNT_STORE_TOKENS)
"""


@pytest.mark.promise("O-2")
def test_no_provider_is_there_until_one_is_configured(client: Client, policy: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", args=["example"])

    assert "Sign in with Example" not in client.get("/accounts/login/").content.decode()


@pytest.mark.promise("O-2")
def test_a_configured_provider_gets_an_address_and_nothing_by_itself(tmp_path: Path) -> None:
    environment = {
        "DJANGO_SETTINGS_MODULE": "portrait_site.settings",
        "DATA_DIR": str(tmp_path),
        "OIDC_PROVIDERS": json.dumps([PROVIDER]),
        "DATA_REGION": "test",
        "DATA_REGION_HOSTS": ".example",
    }

    seen = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=ROOT, env=environment, capture_output=True, check=True
    ).stdout.decode()

    address, form_targets, switches = seen.splitlines()
    assert address == "/accounts/oidc/example/login/"
    assert "https://id.example" in form_targets
    assert switches == "False False False"


@pytest.mark.promise("O-2")
def test_a_provider_makes_no_account_and_tells_us_nothing_that_is_kept(rf: Any) -> None:
    told = SocialAccount(provider="example", uid="1", extra_data={"name": "Canary"})

    ProviderAdapter().pre_social_login(rf.get("/"), SimpleNamespace(account=told))

    assert told.extra_data == {}
    assert not ProviderAdapter().is_open_for_signup(rf.get("/"), None)


def test_providers_are_read_from_one_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_PROVIDERS", json.dumps([PROVIDER]))

    (read,) = env.oidc_providers("OIDC_PROVIDERS")

    assert read["settings"]["server_url"] == PROVIDER["server_url"]
    assert env.origins_of([read]) == ["https://id.example"]


@pytest.mark.parametrize("value", ["{}", '[{"provider_id": "x"}]', "[1]", "nothing"])
def test_half_a_provider_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("OIDC_PROVIDERS", value)

    with pytest.raises(ValueError):  # noqa: PT011 json has a subclass of its own
        env.oidc_providers("OIDC_PROVIDERS")


@pytest.mark.parametrize(
    ("host", "name"),
    [("portraits.example", "portraits.example"), ("127.0.0.1", "localhost"), ("::1", "localhost")],
)
def test_a_passkey_belongs_to_a_name(host: str, name: str) -> None:
    assert env.passkey_host(host) == name
