"""Releases of counts that identify nobody."""
