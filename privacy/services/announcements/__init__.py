"""Announcements: written by one, approved by another, shown in their time; offers by consent."""
