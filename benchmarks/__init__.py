"""Measurements that run apart from the tests: quality and speed, each by one command."""
