"""What this app's own models hold about people, why, and until when: a room for each concern."""

from privacy.personal_data import consents, desk, operation, rights, staff

__all__ = ["consents", "desk", "operation", "rights", "staff"]
