"""Record what the run proved: `--evidence=FILE` writes the outcome of each marked test by promise.

One file per pass; `tests/run_suite.py` joins them into `evidence.json`.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

PROPERTY = "promise"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Name the file to write."""
    parser.addoption("--evidence", type=Path, help="write outcomes per promise key to this file")


def pytest_configure(config: pytest.Config) -> None:
    """Record in the process that collects the reports, which under xdist is the first one."""
    path = config.getoption("--evidence")
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(path), "evidence-recorder")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Carry the promise keys of a test inside its reports, over process borders too."""
    for marker in item.iter_markers("promise"):
        for key in marker.args:
            item.user_properties.append((PROPERTY, key))


class Recorder:
    """Collects reports and writes them when the run ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._keys: dict[str, list[str]] = {}
        self._outcomes: dict[str, str] = {}
        self._broken_modules = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the worst outcome of set-up, test and tear-down."""
        keys = [str(value) for name, value in report.user_properties if name == PROPERTY]
        self._keys[report.nodeid] = keys
        if report.failed or self._outcomes.get(report.nodeid) != "failed":
            self._outcomes[report.nodeid] = report.outcome

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Count the modules that could not be read."""
        self._broken_modules += report.failed

    def pytest_sessionfinish(self) -> None:
        """Write the file."""
        record = {
            "outcomes": Counter(self._outcomes.values()),
            "broken_modules": self._broken_modules,
            "results": self._results(),
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(record), encoding="utf-8")

    def _results(self) -> dict[str, dict[str, object]]:
        tests: dict[str, list[str]] = defaultdict(list)
        for nodeid, keys in self._keys.items():
            for key in keys:
                tests[key].append(nodeid)
        return {key: self._result(nodeids) for key, nodeids in sorted(tests.items())}

    def _result(self, nodeids: list[str]) -> dict[str, object]:
        passed = sum(self._outcomes[nodeid] == "passed" for nodeid in nodeids)
        return {"passed": passed, "failed": len(nodeids) - passed, "tests": sorted(nodeids)}
