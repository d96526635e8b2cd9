"""The people and things that tests speak of: alice, bob, staff, a superuser, an API client."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone, translation
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services.create_token import create_token
from accounts.services.register_user import register_user
from portrait_site.preparation import make_folders
from portraits.models import Template
from privacy.encryption import create_missing_keys
from privacy.services.install_policy import install_policy
from tests.factories import agree_to_portraits, make_template
from tests.runtime.copies import prepare_folder
from tests.runtime.processes import eventually

PASSWORD = "four words nobody guesses"
ADULT_BIRTH_DATE = date(1990, 5, 17)
DATABASE_FIXTURES = {"db", "transactional_db"}

ApiAs = Callable[..., APIClient]
PreparedAt = Callable[[Path], Path]


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item: pytest.Item) -> None:
    """A test that touches one of the three databases may touch all of them."""
    wanted = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    if wanted and item.get_closest_marker("django_db") is None:
        is_real = "transactional_db" in wanted
        item.add_marker(pytest.mark.django_db(databases="__all__", transaction=is_real))


@pytest.fixture(scope="session", autouse=True)
def folders_and_keys() -> None:
    """The copy under test has a folder and keys of its own, as any running copy has."""
    Path(settings.DATA_DIR).parent.mkdir(parents=True, exist_ok=True)
    make_folders(Path(settings.DATA_DIR))
    create_missing_keys(Path(settings.KEYS_DIR))


@pytest.fixture(scope="session")
def decoder() -> Iterator[None]:
    """The real server that decodes photos in confined children, as beside any worker."""
    socket = Path(settings.DECODER_SOCKET)
    command = [sys.executable, "-m", "portraits.sandbox", "--socket", str(socket)]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR)
    try:
        assert eventually(socket.exists, within_s=30)
        yield
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="session")
def prepared_at(tmp_path_factory: pytest.TempPathFactory) -> PreparedAt:
    """Lays a copy's folder at a path, as a first start leaves it; such a start is made once."""
    first = tmp_path_factory.mktemp("prepared") / "var"
    prepare_folder(first)

    def lay(folder: Path) -> Path:
        return shutil.copytree(first, folder, dirs_exist_ok=True)

    return lay


@pytest.fixture
def template(db: None) -> Template:
    """A published look with the slug `plain`."""
    return make_template(now=timezone.now())


@pytest.fixture
def sitter(alice: User, template: Template, decoder: None) -> User:
    """Alice, who has agreed to what happens to her photo."""
    agree_to_portraits(alice, now=timezone.now())
    return alice


@pytest.fixture(autouse=True)
def empty_store(folders_and_keys: None) -> None:
    """The databases forget each test; so does the store."""
    store = Path(settings.DATA_DIR) / "store"
    if any(store.iterdir()):
        shutil.rmtree(store)
        make_folders(Path(settings.DATA_DIR))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """No test inherits the language that the one before it left behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.fixture
def policy(db: None) -> str:
    """The shipped policy, in force; its version."""
    install_policy(now=timezone.now())
    return "1"


@pytest.fixture
def make_person(policy: str) -> Callable[[str], User]:
    """An adult with an account, made by the service that makes every account."""

    def make(name: str) -> User:
        return register_user(
            email=f"{name}@example.org",
            password=PASSWORD,
            birth_date=ADULT_BIRTH_DATE,
            guardian_email=None,
            accept_policy=policy,
            locale="en",
            now=timezone.now(),
            address_hash=f"the address of {name}",
        )

    return make


@pytest.fixture
def alice(make_person: Callable[[str], User]) -> User:
    return make_person("alice")


@pytest.fixture
def bob(make_person: Callable[[str], User]) -> User:
    """Another person, to whom nothing of alice's belongs."""
    return make_person("bob")


@pytest.fixture
def staff(make_person: Callable[[str], User]) -> User:
    """Somebody who may enter the admin and has no right in it."""
    person = make_person("staff")
    person.is_staff = True
    person.save(update_fields=["is_staff"])
    return person


@pytest.fixture
def superuser(make_person: Callable[[str], User]) -> User:
    person = make_person("superuser")
    person.is_staff = person.is_superuser = True
    person.save(update_fields=["is_staff", "is_superuser"])
    return person


@pytest.fixture
def api() -> APIClient:
    """A client that is nobody."""
    return APIClient(raise_request_exception=False)


@pytest.fixture
def api_as() -> ApiAs:
    """A client with a token of the person: `api_as(alice)`, `api_as(alice, "account")`."""

    def sign_in(person: User, *scopes: str) -> APIClient:
        token = create_token(person, scopes=scopes or None, now=timezone.now())
        client = APIClient(raise_request_exception=False)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {token.secret}")
        return client

    return sign_in
