"""What a person of the staff reads when an incident or an announcement is refused a step."""

from django.utils.translation import gettext_lazy as _

INCIDENT_SENTENCES = {
        "proof_missing": (_("Nothing says what was done."), _("Write it down.")),
        "reason_missing": (_("Nothing says why."), _("Write the reason down.")),
        "time_impossible": (
            _("This cannot have happened at that time."),
            _("Check the dates."),
        ),
        "scope_unknown": (
            _("This is no class of the register, or too many objects at once."),
            _("Choose classes from the list, or name fewer objects."),
        ),
        "reports_open": (
            _("A report to the regulator has not gone yet."),
            _("Send it and note its number first."),
        ),
        "people_unknown": (
            _("The search for the people concerned has not ended."),
            _("Wait for it, then publish."),
        ),
        "people_not_told": (
            _("The people concerned have no notice yet."),
            _("Publish it and wait for its delivery."),
        ),
        "announcement_needed": (
            _("Not everybody was reached."),
            _("Publish an announcement of this incident first."),
        ),
        "notice_incomplete": (
            _("A part of the notice is empty."),
            _("Write every part in every language first."),
        ),
        "notice_published": (
            _("The notice has gone out and stays as it is."),
            _("Say what is new in an announcement."),
        ),
        "drill_not_sent": (_("This is a drill."), _("Nothing of it leaves the house.")),
        "harm_open": (
            _("Of some people nobody has said what harm it did them."),
            _("Note harm and remedy for all of them first."),
        ),
        "not_affected": (
            _("The incident did not touch this person."),
            _("Check the number."),
        ),
        "promotion_in_service": (
            _("There is an offer in it, or a link to somebody else: that is no service notice."),
            _("Take it out, or choose the kind “news and offers”."),
        ),
}
