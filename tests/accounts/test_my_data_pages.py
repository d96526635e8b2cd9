"""My data and Cancel Account as a person uses them in the browser's pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.services.create_token import create_token
from privacy.models import Export
from privacy.promises import JOB_ROW_KEPT
from privacy.selectors.inventory import inventory_of
from tests.conftest import PASSWORD


@pytest.fixture
def browser(alice: User, client: Client) -> Client:
    """Alice, just signed in through the page."""
    client.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})
    return client


@pytest.mark.promise("M-1")
def test_my_data_lists_what_is_held_in_at_most_ten_queries(
    browser: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    browser.get(reverse("settings-my-data"))

    with django_assert_max_num_queries(10):
        page = browser.get(reverse("settings-my-data"))

    assert b"Your account" in page.content


def test_what_ends_a_sign_up_nobody_finished_is_not_told_of_a_finished_account(
    alice: User,
) -> None:
    kept = {one.model: one.kept_for for one in inventory_of(alice)}

    assert kept["accounts.User"] is None
    assert kept["portraits.Portrait"] == JOB_ROW_KEPT


def test_a_copy_is_asked_for_made_and_downloaded_once(
    browser: Client, alice: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(reverse("settings-copy"))
    export = Export.objects.get(person=alice)

    first = browser.post(reverse("settings-copy-download", args=[export.pk]))
    second = browser.post(reverse("settings-copy-download", args=[export.pk]))

    assert first["Content-Type"] == "application/zip"
    assert second.status_code == 302


@pytest.mark.promise("M-4")
def test_one_class_can_be_deleted_and_another_cannot(browser: Client, alice: User) -> None:
    create_token(alice, scopes=None, now=timezone.now())

    browser.post(reverse("settings-delete-class", args=["accounts.ApiToken"]))
    refused = browser.post(reverse("settings-delete-class", args=["accounts.User"]))

    assert not ApiToken.objects.filter(person=alice).exists()
    assert refused.status_code == 404
    assert User.objects.filter(pk=alice.pk).exists()


@pytest.mark.promise("M-6")
def test_cancelling_signs_out_and_leads_to_the_page_that_is_left(
    browser: Client, alice: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        left = browser.post(
            reverse("settings-cancel"), {"confirm": "Cancel my account", "password": PASSWORD}
        )
    page = browser.get(left["Location"])

    assert left["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "_auth_user_id" not in browser.session
    assert b"verified gone" in page.content
    assert not User.objects.filter(pk=alice.pk).exists()


@pytest.mark.promise("M-10", "M-11")
def test_a_wrong_phrase_or_password_cancels_nothing(browser: Client, alice: User) -> None:
    browser.post(reverse("settings-cancel"), {"confirm": "yes", "password": PASSWORD})
    browser.post(reverse("settings-cancel"), {"confirm": "cancel my account", "password": "x"})

    assert User.objects.get(pk=alice.pk).is_active


def test_somebody_with_a_stolen_session_that_grew_old_gets_no_copy(
    browser: Client, alice: User
) -> None:
    session = browser.session
    session["account_authentication_methods"] = []
    session.save()

    browser.post(reverse("settings-copy"))

    assert not Export.objects.filter(person=alice).exists()
