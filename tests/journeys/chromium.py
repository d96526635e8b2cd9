"""The browser of every journey: the system's own."""

CHROMIUM = "/usr/bin/chromium"
