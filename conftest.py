"""What holds for every test run; it stands at the root so that the packages are found there."""

pytest_plugins = ["tests.plugins.no_skips", "tests.plugins.evidence"]
