"""Every word a person may read exists in both languages, with every placeholder in its place."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings

SOURCES = ("accounts", "portraits", "privacy", "portrait_site", "templates", "locale", "manage.py")
CATALOG = "locale/zh_Hans/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    """The catalogue as it would be after collecting every marked string anew."""
    folder = tmp_path_factory.mktemp("words")
    root = Path(settings.BASE_DIR)
    for name in SOURCES:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        copy(root / name, folder / name)
    environment = os.environ | {
        "DATA_DIR": str(folder / "var"),
        "DJANGO_SETTINGS_MODULE": "portrait_site.settings",
    }
    command = (sys.executable, "manage.py", "makemessages", "-l", "zh_Hans", "--no-location")
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    with (folder / CATALOG).open("rb") as file:
        return [message for message in read_po(file, locale="zh_Hans") if message.id]


def words(message: Message) -> str:
    return message.string if isinstance(message.string, str) else "".join(message.string)


def source(message: Message) -> str:
    """The last form: a plural may leave the number out of its singular."""
    return message.id if isinstance(message.id, str) else message.id[-1]


def test_nothing_is_left_untranslated(messages: list[Message]) -> None:
    missing = [source(one) for one in messages if not words(one) or one.fuzzy]

    assert missing == []
    assert len(messages) > 1000


def test_every_placeholder_stands_in_the_translation_too(messages: list[Message]) -> None:
    wrong = [
        source(one)
        for one in messages
        if set(PLACEHOLDER.findall(source(one))) != set(PLACEHOLDER.findall(words(one)))
    ]

    assert wrong == []
