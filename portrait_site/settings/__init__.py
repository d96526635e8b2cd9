"""Settings come from the environment alone; base.py says what each variable is."""

from portrait_site.settings.base import *  # noqa: F403
