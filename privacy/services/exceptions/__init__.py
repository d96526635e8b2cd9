"""Exceptions to consent: asked for, approved, ended, told."""
