"""The policy itself: whole, read before anything, and refusable."""

import pytest
from django.apps import apps
from django.test import Client

from privacy.models import PolicyVersion
from privacy.policies import parse_policy, read_policy
from privacy.policies.errors import PolicyTextError
from privacy.promises import PROMISES

PUBLIC = ("/", "/templates/", "/accounts/signup/", "/accounts/login/", "/contact/")


def row_counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


@pytest.mark.promise("I-2")
@pytest.mark.parametrize("locale", ["en", "zh-hans"])
def test_the_text_has_ten_sections_and_a_link_to_every_clause(policy: str, locale: str) -> None:
    document = parse_policy(PolicyVersion.objects.get(version=policy, locale=locale).text)

    assert [one.number for one in document.sections if one.number] == list(range(1, 11))
    assert {one.key for one in document.clauses} == set(PROMISES)
    assert all(f'id="clause-{one.key}"' in document.html for one in document.clauses)


@pytest.mark.promise("I-2")
def test_a_clause_that_makes_no_known_promise_cannot_be_read() -> None:
    text = read_policy("1", "en").text

    with pytest.raises(PolicyTextError):
        parse_policy(text.replace("{F-6} ", "{F-66} "))


@pytest.mark.promise("I-3")
@pytest.mark.parametrize("page", PUBLIC)
def test_whoever_has_no_account_reads_the_policy_with_one_press(
    client: Client, policy: str, page: str
) -> None:
    assert b'href="/privacy/policy/"' in client.get(page).content
    assert client.get("/privacy/policy/").status_code == 200


@pytest.mark.promise("I-4")
def test_whoever_looks_and_leaves_has_left_nothing_here(client: Client, policy: str) -> None:
    before = row_counts()

    for page in (*PUBLIC, "/privacy/policy/", "/privacy/promises/"):
        client.get(page)

    assert row_counts() == before
    assert set(client.cookies) <= {"csrftoken"}


@pytest.mark.promise("I-4")
def test_no_account_is_made_without_the_yes(client: Client, policy: str) -> None:
    before = row_counts()

    form = {
        "email": "alice@example.org",
        "password": "four words nobody guesses",
        "birth_date": "1990-05-17",
        "policy_version": policy,
    }
    client.post("/accounts/signup/", form)

    assert row_counts() == before


@pytest.mark.promise("V-5")
@pytest.mark.parametrize("page", PUBLIC)
def test_every_page_names_the_version_in_force_and_leads_to_it(
    client: Client, policy: str, page: str
) -> None:
    shown = client.get(page).content.decode()

    assert f'data-policy-hint data-version="{policy}"' in shown
    assert f"Privacy Policy, version {policy}" in shown
