"""The site's own settings; this app's `load_templates` stands before that of `portraits`."""

from portrait_site.settings.base import *  # noqa: F403
from portrait_site.settings.base import INSTALLED_APPS

INSTALLED_APPS = ["tests.small_copy", *INSTALLED_APPS]
LIFE_STEP_HOOK = "tests.small_copy.stop_here.stop_here"
