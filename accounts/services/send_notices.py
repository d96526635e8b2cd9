"""Send the mails of notices to many: of incidents, and of offers to whoever still agrees.

The rows are the queue. A row is taken by marking it as failed and put right once the mail is out,
so that two workers never send one twice and a crash in between loses one mail, never all. While
the server is away the rows go on waiting.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext, override

from accounts.services.send_mail import own_address, send_text
from privacy.models import Announcement, Notice, NoticeDelivery
from privacy.selectors import has_consent
from privacy.selectors.incidents import notice_lines, published_notice
from privacy.services.announcements.unsubscribe import unsubscribe_link

MOST_A_ROUND = 500
# A server that is away for longer does not get them any more: the page has them anyway.
LONGEST_WAIT = timedelta(days=3)
State = NoticeDelivery.State


def send_waiting_notices(*, now: datetime) -> int:
    """This function will send what waits, the oldest first, and count what went out."""
    mails = NoticeDelivery.objects.filter(channel=NoticeDelivery.Channel.MAIL, state=State.PENDING)
    mails.filter(created_at__lte=now - LONGEST_WAIT).update(state=State.FAILED)
    sent = 0
    for delivery in mails.select_related("notice__person").order_by("created_at")[:MOST_A_ROUND]:
        if not mails.filter(pk=delivery.pk).update(state=State.FAILED):
            continue
        try:
            is_sent = _send(delivery.notice)
        except OSError as problem:
            if _is_refused(problem):
                continue
            NoticeDelivery.objects.filter(pk=delivery.pk).update(state=State.PENDING)
            break
        if is_sent:
            rows = NoticeDelivery.objects.filter(pk=delivery.pk)
            sent += rows.update(state=State.DELIVERED, delivered_at=now)
    return sent


def _is_refused(problem: OSError) -> bool:
    """Whether the server answered that it will never take this mail (RFC 5321: 5xx)."""
    return hasattr(problem, "recipients") or getattr(problem, "smtp_code", 0) >= 500


def _send(notice: Notice) -> bool:
    with override(notice.person.locale):
        match notice.kind:
            case Notice.Kind.INCIDENT:
                return _send_incident(notice)
            case Notice.Kind.PROMOTION:
                return _send_offer(notice)
    return False


def _send_incident(notice: Notice) -> bool:
    """The whole notice: whoever reads it need not sign in to learn what to do."""
    told = published_notice(UUID(notice.cause), notice.person.locale)
    if told is None:
        return False
    parts = [f"{heading}\n{text}" for heading, text in notice_lines(told)]
    link = gettext("The same in your account: %(link)s")
    parts.append(link % {"link": own_address("incident", notice.cause)})
    send_text(notice.person.email, gettext("About your data"), "\n\n".join(parts))
    return True


def _send_offer(notice: Notice) -> bool:
    offer = Announcement.objects.filter(pk=notice.cause).first()
    if offer is None or not has_consent(notice.person, "promotions"):
        return False
    link = unsubscribe_link(notice.person)
    end = gettext("You agreed to news and offers. One press ends them: %(link)s")
    # RFC 8058: mail programs show a button that does it.
    headers = {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    text = f"{offer.text}\n\n{end % {'link': link}}"
    send_text(notice.person.email, offer.title, text, headers=headers)
    return True
