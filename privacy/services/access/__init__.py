"""Looks at personal data: leave for them, opening one field, reviewing what was looked at."""
