"""How many accounts an address has made lately."""

from django.db import models


class SignupTally(models.Model):
    """One address's count in its current hour; the address itself is a keyed hash."""

    address_hash = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "signup tallies"

    def __str__(self) -> str:
        return f"{self.count} sign-ups since {self.started_at}"
