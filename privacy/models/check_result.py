"""Results of the checks behind the promises."""

from django.db import models


class CheckResult(models.Model):
    """One promise's check at one time; the run's hash lies in the ledger."""

    class Status(models.TextChoices):
        GREEN = "green"
        RED = "red"
        UNPROVEN = "unproven"
        RECORDED = "recorded"

    WORST_FIRST = (Status.RED, Status.UNPROVEN, Status.RECORDED, Status.GREEN)

    promise = models.CharField(max_length=8)
    status = models.CharField(max_length=16, choices=Status.choices)
    value = models.CharField(max_length=200)
    target = models.CharField(max_length=200)
    checked_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("promise", "-checked_at"), name="newest_result_first"),)

    def __str__(self) -> str:
        return f"{self.promise}: {self.status}"
