"""What a copy is installed from: a lock holds all that is asked for, and all that this needs."""

import re
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.runtime.processes import ROOT

# overrides.txt leaves it out: the other package brings the same module.
ELSEWHERE = {"dlib": "dlib-bin"}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)


def asked_for(name: str) -> list[Requirement]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


def needed_by(wanted: list[Requirement]) -> set[str]:
    """The names of all that is installed for these, with what is installed for that."""
    names: set[tuple[str, str]] = set()
    waiting = [(one.name, extra) for one in wanted for extra in ("", *one.extras)]
    while waiting:
        name, extra = waiting.pop()
        key = (canonicalize_name(ELSEWHERE.get(name, name)), extra)
        if key in names:
            continue
        names.add(key)
        needs = [Requirement(line) for line in requires(key[0]) or ()]
        here = [one for one in needs if one.marker is None or one.marker.evaluate({"extra": extra})]
        waiting += [(one.name, more) for one in here for more in ("", *one.extras)]
    return {name for name, _extra in names}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_a_new_machine_gets_everything_that_is_asked_for(name: str) -> None:
    pinned = PIN.findall((ROOT / f"{name}.lock").read_text(encoding="utf-8"))

    missing = needed_by(asked_for(f"{name}.in")) - {canonicalize_name(one) for one in pinned}

    assert missing == set()
