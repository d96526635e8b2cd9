"""Every answer carries the headers, whoever made it."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch
from rest_framework.test import APIClient

from accounts.models import User
from portrait_site.middleware.security_headers import (
    SecurityHeadersMiddleware,
    permissions_policy,
)
from tests.conftest import PASSWORD, ApiAs

BACKEND = "accounts.backends.sign_in.SignInBackend"
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# One of each kind: page, account page, admin, API, problem, document, health, file, unknown.
PATHS = [
    "/",
    "/templates/",
    "/privacy/policy/",
    "/privacy/promises/",
    "/privacy/receipts/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/admin/",
    "/admin/login/",
    "/api/v1/policy/",
    "/api/v1/tokens/",
    "/api/v1/nothing/",
    "/api/schema/",
    "/api/docs/",
    "/healthz",
    "/static/nothing.css",
    "/nothing/",
]


def check_headers(answer: Any) -> None:
    for name, value in EXPECTED.items():
        assert answer[name] == value, name
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert "Server" not in answer
    assert "X-Powered-By" not in answer
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.promise("E-1")
@pytest.mark.parametrize("path", PATHS)
def test_every_kind_of_answer_has_them(client: Client, policy: str, path: str) -> None:
    check_headers(client.get(path))


@pytest.mark.parametrize("method", ["head", "options", "post", "put", "delete", "patch"])
@pytest.mark.parametrize("path", ["/", "/api/v1/tokens/", "/healthz", "/admin/login/"])
def test_every_method_has_them(policy: str, method: str, path: str) -> None:
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)

    check_headers(getattr(browser, method)(path))


def test_a_refused_host_has_them(client: Client, db: None) -> None:
    answer = client.get("/", HTTP_HOST="evil.example")

    assert answer.status_code == 400
    check_headers(answer)


def test_a_failure_has_them(policy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("accounts.views.joining.current_policy", fail)

    answer = Client(raise_request_exception=False).get("/accounts/signup/")

    assert answer.status_code == 500
    check_headers(answer)


def test_a_form_from_elsewhere_is_refused_with_them(policy: str) -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {})

    assert answer.status_code == 403
    check_headers(answer)


def test_a_lockout_has_them(client: Client, alice: User) -> None:
    for _ in range(6):
        answer = client.post("/accounts/login/", {"login": alice.email, "password": "wrong" * 4})

    assert answer.status_code == 429
    check_headers(answer)


@pytest.mark.promise("U-7")
def test_no_page_may_ask_where_one_is() -> None:
    for route in ("", "home", "create", "camera"):
        assert "geolocation=()" in permissions_policy(route)


@pytest.mark.promise("P-3")
def test_only_the_pages_that_shoot_may_ask_for_the_camera() -> None:
    assert "camera=(self)" in permissions_policy("create")
    assert "camera=(self)" in permissions_policy("camera")
    for route in ("", "home", "portrait", "account_login", "policy"):
        assert "camera=()" in permissions_policy(route)


@pytest.mark.promise("P-4")
def test_only_the_page_that_records_may_ask_for_the_microphone() -> None:
    assert "microphone=(self)" in permissions_policy("camera")
    for route in ("", "home", "create", "portrait"):
        assert "microphone=()" in permissions_policy(route)


# --- what each kind of answer may load


@pytest.mark.promise("K-9", "O-4")
def test_a_page_may_load_its_own_files_only(client: Client, policy: str) -> None:
    directives = client.get("/privacy/policy/")["Content-Security-Policy"].split("; ")

    assert "script-src 'self'" in directives
    assert "style-src 'self'" in directives
    assert "require-trusted-types-for 'script'" in directives
    assert not re.search(r"https?://", "".join(directives))


def test_json_of_the_api_may_load_nothing(client: Client, policy: str) -> None:
    for path in ("/api/v1/policy/", "/api/v1/nothing/", "/api/v1/tokens/"):
        answer = client.get(path)
        assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_the_admin_has_a_policy_of_its_own(client: Client, policy: str) -> None:
    directives = client.get("/admin/login/")["Content-Security-Policy"]

    assert "script-src 'self'" in directives
    assert "trusted-types" not in directives
    assert "wasm" not in directives


def test_the_documentation_may_not_run_inline_script(client: Client, policy: str) -> None:
    directives = client.get("/api/docs/")["Content-Security-Policy"]

    assert "script-src 'self'" in directives
    assert "trusted-types" not in directives


def answer_of(response: HttpResponse, path: str = "/portraits/x/image/", **more: Any) -> Any:
    request = RequestFactory().get(path, **more)
    return SecurityHeadersMiddleware(lambda _request: response)(request)


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "video/mp4"])
@pytest.mark.parametrize("path", ["/portraits/x/image/", "/api/v1/portraits/x/image/"])
def test_a_picture_is_put_into_a_sandbox(media_type: str, path: str) -> None:
    answer = answer_of(HttpResponse(b"", content_type=media_type), path)

    assert answer["Content-Security-Policy"] == (
        "default-src 'none'; frame-ancestors 'none'; sandbox"
    )


def test_a_server_name_set_by_anything_is_taken_out() -> None:
    response = HttpResponse(headers={"Server": "x/1", "X-Powered-By": "y/2"})

    check_headers(answer_of(response))


# --- caches


def test_what_is_made_for_one_person_is_stored_nowhere(
    client: Client, alice: User, api_as: ApiAs
) -> None:
    client.force_login(alice, backend=BACKEND)

    for path in ("/privacy/policy/", "/templates/", "/nothing/"):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"], path
        assert "Cookie" in answer["Vary"], path
    assert "no-store" in api_as(alice, "account").get("/api/v1/tokens/")["Cache-Control"]


def test_a_view_that_says_otherwise_is_believed() -> None:
    response = HttpResponse(headers={"Cache-Control": "public, max-age=60"})

    assert answer_of(response, "/x")["Cache-Control"] == "public, max-age=60"


def test_a_path_that_looks_like_a_file_serves_nobodys_page(client: Client, alice: User) -> None:
    client.force_login(alice, backend=BACKEND)

    for path in ("/portraits/x.css", "/accounts/login/x.css", "/privacy/policy;a.css"):
        assert client.get(path).status_code == 404


def test_signing_out_empties_the_cache(client: Client, alice: User) -> None:
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})

    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client.get("/accounts/login/")


# --- transport


@pytest.mark.promise("E-3")
def test_with_tls_the_browser_remembers_it(settings: Any, db: None) -> None:
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True

    answer = Client().get("/healthz", secure=True)

    assert answer["Strict-Transport-Security"] == ("max-age=63072000; includeSubDomains; preload")


@pytest.mark.promise("E-3")
def test_a_redirect_to_tls_has_the_headers_too(settings: Any, db: None) -> None:
    settings.SECURE_SSL_REDIRECT = True

    answer = Client().get("/privacy/policy/")

    assert answer.status_code == 301
    check_headers(answer)


def test_a_file_of_the_site_has_them(settings: Any, tmp_path: Path, db: None) -> None:
    (tmp_path / "x.css").write_text("body { color: black }", encoding="ascii")
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_AUTOREFRESH = True
    handler = WSGIHandler()
    seen: dict[str, str] = {}

    def start(status: str, headers: list[tuple[str, str]], _info: Any = None) -> None:
        seen.update(dict(headers), status=status)

    body = handler(RequestFactory().get("/static/x.css").environ, start)
    list(body)
    body.close()

    assert seen["status"] == "200 OK"
    check_headers(seen)


# --- cookies and CSRF


@pytest.mark.promise("E-3")
def test_cookies_are_kept_from_scripts_and_other_sites(client: Client, alice: User) -> None:
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})

    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
        assert cookie["path"] == "/", name
        assert not cookie["domain"], name


def test_an_answer_of_a_matched_route_knows_its_devices() -> None:
    request = RequestFactory().get("/create/x/")
    request.resolver_match = ResolverMatch(lambda: None, (), {}, url_name="create")

    answer = SecurityHeadersMiddleware(lambda _request: HttpResponse())(request)

    assert "camera=(self)" in answer["Permissions-Policy"]


def test_an_api_client_is_not_asked_for_csrf(api_as: ApiAs, alice: User) -> None:
    client: APIClient = api_as(alice, "account")
    client.handler.enforce_csrf_checks = True

    assert client.get("/api/v1/tokens/").status_code == 200
