"""Signs of life of the background processes."""

from django.db import models


class Heartbeat(models.Model):
    """When a named process or task last finished well."""

    name = models.CharField(max_length=32, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
