"""Scenes painted by code, one per file."""
