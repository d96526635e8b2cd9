"""What the test run does beside running tests."""
