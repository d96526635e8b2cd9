"""A known text under every key, by which a start notices that a key is not the right one."""

from django.db import models


class KeyProof(models.Model):
    """One purpose's proof; it opens with the right key only."""

    purpose = models.CharField(max_length=16, primary_key=True)
    proof = models.BinaryField()

    def __str__(self) -> str:
        return f"proof of the {self.purpose} key"
