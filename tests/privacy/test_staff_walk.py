"""Every page of the staff and every address of the API, walked in every role.

Alice has a word of her own in every field that is declared about people. A page that shows one of
them without a line in her log is a leak, whatever page it is and whoever added it.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from accounts.models import User
from accounts.services.create_token import create_token
from privacy.admin.by_right import ByRightAdmin
from privacy.models import Ticket
from privacy.registry import declaration_of
from privacy.registry.roles import RIGHTS_OF, SUPERUSER_RIGHTS, Right, Role
from privacy.selectors.access_log import access_log_of
from tests.canaries import Canaries
from tests.conftest import ApiAs
from tests.sessions import sign_in_with_factor
from tests.site.route_table import PARTS, routes
from tests.staff import make_staff

SUPERUSER = "superuser"
WALKERS = [*Role, SUPERUSER]
# Whose words are those of the staff about one another; `READ_STAFF` opens them.
STAFF_FILES = {
    "privacy.StaffRole",
    "privacy.StaffAgreement",
    "privacy.StaffTraining",
    "privacy.DutyBreach",
}
# Which roles meet words of hers on the way, so that the walk is known to see them.
READERS = {Role.SUPPORT, Role.PRIVACY_OFFICER}


@pytest.fixture
def full(alice: User) -> Canaries:
    """Alice, with a row of every class and a word in every field."""
    return Canaries(alice, "w1").fill()


@pytest.fixture
def walker(make_person: Callable[[str], User]) -> Callable[[str], User]:
    """Somebody in one role, or the superuser, who works on all of Alice's requests."""

    def make(role: str) -> User:
        person = make_person("walker")
        if role == SUPERUSER:
            User.objects.filter(pk=person.pk).update(is_staff=True, is_superuser=True)
        else:
            make_staff(person, Role(role))
        Ticket.objects.update(assignee=person)
        return User.objects.get(pk=person.pk)

    return make


def pages_of(page: Any, full: Canaries) -> Iterator[str]:
    """The addresses of one ModelAdmin, about Alice's row where it has one."""
    row = full.rows.get(page.model) or page.model._default_manager.first()
    own = {"object_id": str(row.pk) if row else "1"}
    for pattern in page.get_urls():
        if isinstance(pattern, URLPattern) and pattern.name:
            names = pattern.pattern.regex.groupindex
            parts = {name: own.get(name, _part(name, row, full)) for name in names}
            yield reverse(f"admin:{pattern.name}", kwargs=parts)


def _part(name: str, row: Any, full: Canaries) -> Any:
    if name == "attachment_id":
        return next(
            one.pk for one in full.rows.values() if one._meta.model_name == "ticketattachment"
        )
    return row.pk if name.endswith("_id") and row else PARTS.get(name, "nothing")


def hers(full: Canaries) -> set[str]:
    """The words in fields that are declared to be about her; others hold staff by number, times."""
    return {word for word, field in full.words.items() if _is_personal(*field)}


def _is_personal(model: str, name: str) -> bool:
    declaration = declaration_of(model)
    assert declaration is not None
    return name in declaration.holds and model not in STAFF_FILES


@pytest.mark.promise("E-6")
@pytest.mark.parametrize("role", WALKERS)
def test_no_page_shows_a_word_of_hers_without_a_line_in_her_log(
    full: Canaries, walker: Callable[[str], User], client: Client, role: str
) -> None:
    desk, words = sign_in_with_factor(client, walker(role)), hers(full)
    written, leaks, logged = access_log_of(full.person).count(), {}, 0
    addresses = [one for page in admin.site._registry.values() for one in pages_of(page, full)]
    for address in [reverse("admin:index"), *addresses]:
        answer = desk.get(address)
        assert answer.status_code < 500, address
        shown = {word for word in words if word.encode() in answer.content}
        before, written = written, access_log_of(full.person).count()
        if shown and written == before:
            leaks[address] = sorted(full.words[word] for word in shown)
        logged += bool(shown) and written > before
    assert leaks == {}
    assert bool(logged) == (role in READERS)


@pytest.mark.promise("E-7")
@pytest.mark.parametrize("role", WALKERS)
def test_a_page_opens_by_a_right_of_the_role_and_no_other_way(
    walker: Callable[[str], User], client: Client, role: str
) -> None:
    rights = SUPERUSER_RIGHTS if role == SUPERUSER else RIGHTS_OF[Role(role)]
    desk, wrong = sign_in_with_factor(client, walker(role)), {}
    for model, page in admin.site._registry.items():
        assert isinstance(page, ByRightAdmin), model
        named = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        may_read = bool(rights & {*page.reads, *page.adds, *page.changes})
        for address, is_open in (
            (f"{named}_changelist", may_read),
            (f"{named}_add", bool(rights & set(page.adds))),
        ):
            status = desk.get(reverse(address)).status_code
            if status != (200 if is_open else 403):
                wrong[address] = status
    assert wrong == {}


@pytest.mark.promise("E-7")
@pytest.mark.parametrize("role", [Role.SUPPORT, Role.PRIVACY_OFFICER, SUPERUSER])
def test_no_token_of_the_staff_reads_anything_of_hers(
    full: Canaries,
    walker: Callable[[str], User],
    api_as: ApiAs,
    monkeypatch: pytest.MonkeyPatch,
    role: str,
) -> None:
    person = walker(role)
    token = api_as(person, "portraits", "consents", "tickets", "account")
    for row in full.rows.values():
        monkeypatch.setitem(PARTS, f"{_last_word(row)}_id", str(row.pk))
    addresses = [address for name, address in routes() if name.startswith("api_")]
    assert any(str(full.rows[Ticket].pk) in one for one in addresses)
    for address in addresses:
        answer = token.get(address)
        assert answer.status_code < 500, address
        shown = {full.words[word] for word in full.words if word.encode() in answer.content}
        assert shown == set(), address


def _last_word(row: Any) -> str:
    """`ticketattachment` is the `attachment` of an address, `apitoken` its `token`."""
    name = str(row._meta.model_name)
    return {"ticketattachment": "attachment", "apitoken": "token", "sharelink": "share"}.get(
        name, name
    )


@pytest.mark.promise("E-7")
def test_a_superuser_has_no_right_to_anybodys_data(superuser: User) -> None:
    rights = superuser.get_all_permissions()

    assert Right.FILE_STAFF in rights
    for right in (Right.REVEAL_DATA, Right.WORK_ON_TICKETS, Right.FIND_ACCOUNTS):
        assert right not in rights


def test_a_token_of_the_staff_opens_no_page_of_the_admin(client: Client, staff: User) -> None:
    agent = make_staff(staff, Role.SUPPORT)
    token = create_token(agent, scopes=["account"], now=timezone.now()).secret

    answer = client.get("/admin/privacy/ticket/", HTTP_AUTHORIZATION=f"Bearer {token}")

    assert answer.status_code == 302
