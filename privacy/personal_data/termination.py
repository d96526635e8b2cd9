"""The end of the service: it names no user."""

from privacy.registry import register_without

register_without(
    "privacy.Termination",
    because="Days, words said to everybody, and counts; staff appear by number.",
)
