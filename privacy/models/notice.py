"""Notices shown in the page, and the proof that they were shown."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One message to one person. Its words come from `kind`; `parameters` name no person."""

    class Kind(models.TextChoices):
        EFFECT_REMINDER_DAY_7 = "effect_reminder_day_7"
        EFFECT_REMINDER_DAY_9 = "effect_reminder_day_9"
        SERVICE = "service"
        NEW_DEVICE = "new_device"
        PASSWORD_CHANGED = "password_changed"  # noqa: S105 a kind
        ADDRESS_CHANGED = "address_changed"
        FACTOR_CHANGED = "factor_changed"
        TOKEN_MADE = "token_made"  # noqa: S105 a kind
        ACCOUNT_SECURED = "account_secured"
        ADVICE_FOR_MINORS = "advice_for_minors"
        GUARDIAN_DECIDED = "guardian_decided"
        TICKET_CHANGED = "ticket_changed"
        TICKET_DUE = "ticket_due"
        CALENDAR_ENDS = "calendar_ends"
        PICTURE_TAKEN_DOWN = "picture_taken_down"
        POLICY_CHANGE = "policy_change"
        STAFF_LAPSE = "staff_lapse"
        ACCESS_VOLUME = "access_volume"
        ACCESS_REVIEW = "access_review"
        AGREEMENT_ENDS = "agreement_ends"
        CONTROLLER_TRANSFER = "controller_transfer"
        ACTED_WITHOUT_CONSENT = "acted_without_consent"
        INCIDENT = "incident"
        INCIDENT_REPORT_DUE = "incident_report_due"
        PROMOTION = "promotion"
        DISCLOSED = "disclosed"
        SERVICE_ENDS = "service_ends"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=32, choices=Kind.choices)
    # One notice per kind and cause: the task that makes it may run twice.
    cause = models.CharField(max_length=64)
    parameters = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "kind", "cause"), name="one_notice_a_cause"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def words(self) -> str:
        """What the person reads; a service notice has words of its own elsewhere."""
        words = str(WORDS.get(self.Kind(self.kind), ""))
        return str(words % self.parameters)


WORDS: dict[Notice.Kind, LazyText] = {
    Notice.Kind.EFFECT_REMINDER_DAY_7: _("A portrait or clip will be deleted in three days. Save it."),
    Notice.Kind.EFFECT_REMINDER_DAY_9: _("A portrait or clip will be deleted tomorrow. Save it today."),
    Notice.Kind.NEW_DEVICE: _(
        "Somebody signed in from a browser or network that we had not seen with your account."
    ),
    Notice.Kind.PASSWORD_CHANGED: _(
        "Your password was changed. Every other session and every access token has ended."
    ),
    Notice.Kind.ADDRESS_CHANGED: _("The e-mail address of your account was changed."),
    Notice.Kind.FACTOR_CHANGED: _(
        "The second factor of your account was changed: a passkey, an authenticator app or the "
        "recovery codes."
    ),
    Notice.Kind.TOKEN_MADE: _("An access token for programs was made."),
    Notice.Kind.ACCOUNT_SECURED: _(
        "Somebody pressed “Somebody may have my password”: every session and access token has "
        "ended, and a new password is needed."
    ),
    Notice.Kind.ADVICE_FOR_MINORS: _(
        "You are under 18: read the short version of the policy together with a parent or "
        "guardian, and ask them before you give a photo. Sharing by link is off until you "
        "switch it on."
    ),
    Notice.Kind.GUARDIAN_DECIDED: _("Your guardian has decided about your account."),
    Notice.Kind.TICKET_CHANGED: _(
        "One of your requests has news: an answer, or a question to you."
    ),
    Notice.Kind.TICKET_DUE: _(
        "The day of a request at the privacy desk comes near, or is over. Look at the desk."
    ),
    Notice.Kind.CALENDAR_ENDS: _(
        "The official holidays that are loaded end soon: load the next year’s, so that due dates "
        "become final."
    ),
    Notice.Kind.PICTURE_TAKEN_DOWN: _(
        "A picture of yours was taken down after a complaint by somebody it shows. If you object, "
        "write to us."
    ),
    Notice.Kind.SERVICE_ENDS: _(
        "This service ends. The announcement says when; save your portraits and ask for a copy of "
        "your data before."
    ),
    Notice.Kind.DISCLOSED: _(
        "Data of yours was disclosed to an authority that the law obliges us to answer. “Who "
        "looked at my data” has the entry."
    ),
    Notice.Kind.POLICY_CHANGE: _(
        "The Privacy Policy changes soon. The policy's page says what, clause by clause, and when."
    ),
    Notice.Kind.STAFF_LAPSE: _(
        "A confidentiality agreement or a training of the staff ends soon. With its last day all "
        "rights end: file the next one before."
    ),
    Notice.Kind.ACCESS_VOLUME: _(
        "Somebody of the staff opened unusually much personal data. Look at the unusual volumes."
    ),
    Notice.Kind.ACCESS_REVIEW: _(
        "Last week’s looks at personal data wait to be reviewed and signed."
    ),
    Notice.Kind.AGREEMENT_ENDS: _(
        "The agreement with a third party ends soon. Without a new one it is switched off by "
        "itself. Look at the register."
    ),
    Notice.Kind.CONTROLLER_TRANSFER: _(
        "This service passes to %(receiver)s, who will then be responsible for your data. Reach "
        "them at: %(contact)s. You can take a copy of your data or cancel your account before."
    ),
    Notice.Kind.ACTED_WITHOUT_CONSENT: _(
        "Something was done with your data without your consent, on a ground in law. “Who looked” "
        "in My data says which and why."
    ),
    Notice.Kind.INCIDENT: _(
        "Something happened to data of yours. Read what it was, what we do about it, and what you "
        "can do yourself."
    ),
    Notice.Kind.INCIDENT_REPORT_DUE: _(
        "A report to the regulator comes due, or is late. Look at the incidents."
    ),
    Notice.Kind.PROMOTION: _("News or an offer, because you asked for them."),
}


class NoticeDelivery(models.Model):
    """One way a notice took to the person."""

    class Channel(models.TextChoices):
        PAGE = "page"
        MAIL = "mail"

    class State(models.TextChoices):
        PENDING = "pending"
        DELIVERED = "delivered"
        FAILED = "failed"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    state = models.CharField(max_length=16, choices=State.choices, default=State.PENDING)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "notice deliveries"
        constraints = (
            models.UniqueConstraint(fields=("notice", "channel"), name="one_delivery_a_channel"),
        )
        # What the mail round looks for every minute, however many were delivered.
        indexes = (
            models.Index(
                name="mail_that_waits",
                fields=("created_at",),
                condition=models.Q(channel="mail", state="pending"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel}: {self.state}"
