"""Documents that rule the work, and the teams that stand ready."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from privacy.models.register import RegisterRecord


class RuleDocument(RegisterRecord):
    """One version of a document: its SHA-256, who owns it, when it is looked at again."""

    class State(models.TextChoices):
        IN_FORCE = "in_force", _("in force")
        REPLACED = "replaced", _("replaced")

    class Kind(models.TextChoices):
        RULES = "rules", _("system rules and techniques")
        SECURITY = "security", _("security management specification")
        DEVELOPMENT = "development", _("secure development specification")
        AGREEMENT = "agreement", _("confidentiality agreement of the staff")

    state = models.CharField(_("state"), max_length=16, choices=State.choices, default="in_force")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=120)
    sha256 = models.CharField(
        _("SHA-256 of the file"), max_length=64, validators=[RegexValidator("^[0-9a-f]{64}$")]
    )
    owner_number = models.PositiveBigIntegerField(_("number of its owner"))
    review_on = models.DateField(_("to be reviewed by"))
    reviewed_by = models.CharField(_("reviewed by"), max_length=32, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class TeamDuty(RegisterRecord):
    """Somebody's place in a team that stands ready, and when they were last reached."""

    class State(models.TextChoices):
        ON_DUTY = "on_duty", _("on duty")
        LEFT = "left", _("left")

    class Team(models.TextChoices):
        SECURITY = "security", _("security team")
        EMERGENCY = "emergency", _("emergency team")

    state = models.CharField(_("state"), max_length=16, choices=State.choices, default="on_duty")
    team = models.CharField(_("team"), max_length=16, choices=Team.choices)
    member = models.CharField(_("who"), max_length=32)
    reached_on = models.DateField(_("last reached in a test"), null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = _("place in a team")
        verbose_name_plural = _("places in teams")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="nobody_puts_themselves_on_duty", condition=~Q(member=F("filed_by"))
            ),
            models.UniqueConstraint(
                name="one_place_a_person_and_team",
                fields=["team", "member"],
                condition=Q(state="on_duty"),
            ),
        ]
