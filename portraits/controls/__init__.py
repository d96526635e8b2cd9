"""Controls of what this app keeps: photos, portraits, whose they are and whom they are shown."""

from portraits.controls import people, photos, sharing

__all__ = ["people", "photos", "sharing"]
