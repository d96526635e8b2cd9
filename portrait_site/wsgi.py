"""The web process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portrait_site.settings")

application = get_wsgi_application()

# After the apps are loaded: the log's rows are a model.
from portrait_site.middleware.network_log import network_log  # noqa: E402

network_log.write_behind()
