"""The network log that the law asks for, in a database of its own under a key of its own."""

from django.db import models


class NetworkLogEntry(models.Model):
    """One request: when, which route, how it ended, and two sealed or keyed marks of who asked."""

    at = models.DateTimeField(db_index=True)
    method = models.CharField(max_length=8)
    # The route's name, never the path: a path holds ids and could hold a search word.
    route = models.CharField(max_length=100)
    status = models.PositiveSmallIntegerField()
    person = models.CharField(max_length=64, blank=True)
    sealed_address = models.BinaryField()

    class Meta:
        verbose_name_plural = "network log entries"

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.status}"
