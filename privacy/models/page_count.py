"""How often a page was opened by people who agreed to be counted: sums, and nothing else."""

from django.db import models


class PageCount(models.Model):
    """One page on one day (UTC). No person, no address, no time of day."""

    route = models.CharField(max_length=100)
    # Midnight of the day: a clock of the register counts from it.
    day = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-day", "route")
        constraints = (
            models.UniqueConstraint(fields=("route", "day"), name="one_count_a_page_and_day"),
        )

    def __str__(self) -> str:
        return f"{self.route} on {self.day:%Y-%m-%d}"
