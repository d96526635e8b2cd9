"""The portrait engine."""
