"""Signing in through another provider: not there until configured, and never a way around."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.test import Client
from django.urls import NoReverseMatch, include, path, reverse

from accounts.backends import ProviderAdapter
from accounts.models import User
from portrait_site import env
from portrait_site.urls import urlpatterns as site_patterns
from tests.sessions import sign_in

ROOT = Path(__file__).resolve().parent.parent.parent
PROVIDER = {
    "provider_id": "example",
    "name": "Example ID",
    "client_id": "client",
    "secret": "canary-of-a-secret",
    "server_url": "https://id.example/realm",
}
# The site's addresses as they are where a provider is configured.
urlpatterns = [
    path("accounts/providers/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    *site_patterns,
]
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


@pytest.fixture
def with_provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """One provider in the settings and in the addresses of this process."""
    monkeypatch.setitem(registry.provider_map, OpenIDConnectProvider.id, OpenIDConnectProvider)
    apps = [{**PROVIDER, "settings": {"server_url": PROVIDER["server_url"]}}]
    settings.OIDC_PROVIDERS = apps
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"SCOPE": ["openid"], "APPS": apps}}
    settings.ROOT_URLCONF = __name__


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


@pytest.mark.promise("O-2")
def test_before_signing_in_with_another_service_a_person_reads_what_it_passes_on(
    client: Client, policy: str, with_provider: None
) -> None:
    page = client.get("/accounts/login/").content.decode()

    assert "Sign in with Example ID" in page
    assert "They learn that and when you sign in here" in page
    assert "no name and no picture" in page
    assert "https://id.example" not in page


@pytest.mark.promise("O-2")
def test_unlinking_another_service_deletes_what_linked_it(
    client: Client, alice: User, with_provider: None
) -> None:
    linked = SocialAccount.objects.create(user=alice, provider="example", uid="1")
    sign_in(client, alice, proven_s_ago=0)
    assert "/accounts/providers/" in client.get("/settings/security/").content.decode()

    answer = client.post("/accounts/providers/", {"account": linked.pk})

    assert answer.status_code == 302
    assert not SocialAccount.objects.exists()


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
