"""Settings of the test run: a folder of its own, quick password hashes, tasks run in place."""

import os
import tempfile
from pathlib import Path

# Set before base.py reads it: tests never touch a running copy's folder. It stands outside the
# package of settings, whose own import would read the environment first.
if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="portrait-tests-")
# Each process of a parallel run has its own: a sweep lists the whole store.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["DATA_DIR"] = str(Path(os.environ["DATA_DIR"]) / worker)

from portrait_site.settings.base import *  # noqa: F403
from portrait_site.settings.base import DATA_DIR, STORAGES

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_FILE_PATH = Path(DATA_DIR) / "mail"
