"""The examples in the engine's docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

from portraits import engine

STAGES = sorted(one.name for one in pkgutil.iter_modules(engine.__path__))


@pytest.mark.parametrize("stage", STAGES)
def test_every_example_of_a_stage_does_what_it_says(stage: str) -> None:
    assert doctest.testmod(importlib.import_module(f"{engine.__name__}.{stage}")).failed == 0


def test_the_engine_s_own_example_does_what_it_says() -> None:
    results = doctest.testmod(engine)

    assert results.attempted > 3
    assert results.failed == 0
