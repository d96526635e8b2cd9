"""Data across a border, and the service in other hands."""
