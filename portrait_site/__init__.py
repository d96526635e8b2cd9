"""The project package: wiring only, no domain. It may import every app; no app imports it."""

from portrait_site.celery import app as celery_app

__all__ = ["celery_app"]
