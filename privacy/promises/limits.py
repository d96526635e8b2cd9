"""Every period, age and count that the policy names or that we set where it names none.

They are no settings: no environment variable may break a promise. The first group is promised
(the key stands in the comment and the promise carries the same value); the second is our own
decision, made so that nothing is kept without an end.
"""

from datetime import timedelta

# Promised.
IMMEDIATELY = timedelta(seconds=60)  # F-6, P-11: "at once", measured; the slowest one allowed
UPLOAD_CEILING = timedelta(minutes=15)  # F-7: "temporarily" has no number in law; this is ours
CUTOUT_KEPT = timedelta(minutes=15)  # P-11: for a page that never came back for its cutout
CLIP_CEILING = timedelta(minutes=30)  # P-10: a clip takes longer to work through than a photo
EFFECT_KEPT = timedelta(hours=240)  # F-8: ten days of exactly 24 hours, free of daylight saving
REMEMBERED_NAME_KEPT = timedelta(days=30)  # K-3
NETWORK_LOG_MONTHS = 6  # what the law says
NETWORK_LOG_FLOOR = timedelta(days=184)  # the longest six calendar months there are
NETWORK_LOG_CEILING = timedelta(days=200)  # no row is older, ever
PACKAGE_KEPT = timedelta(hours=72)  # D-0: time to fetch what was disclosed, and no more
EXPORT_KEPT = timedelta(hours=72)  # M-2: long enough for a weekend
REGULATOR_REPORT = timedelta(hours=4)  # H-10: first report of a large incident
CRITICAL_REPORT = timedelta(hours=1)  # H-10: the same for critical infrastructure
REGULATOR_SUMMARY = timedelta(days=30)  # H-10: after the incident is dealt with
BREACH_REPORT = timedelta(hours=72)  # H-10: GDPR 33, where it applies
LARGE_INCIDENT_PERSONS = 1_000_000  # H-10: so many people make any incident a large one
GUARDIAN_SILENCE = timedelta(days=7)  # C-5: after that the child's data is erased
POLICY_NOTICE = timedelta(days=7)  # V-2: between notice and effect of a substantial change
COMPLAINT_WORKING_DAYS = 15  # M-15
QUESTION_WORKING_DAYS = 10
CHILD_WORKING_DAYS = 10  # C-6: "a reasonable time" needs a number; the same as a question
CHILD_AGE = 14  # C-4
ADULT_AGE = 18  # C-2

# Decided by us.
SESSION_IDLE = timedelta(days=14)  # a sign-in nobody uses is a risk without a benefit
NETWORK_LOG_KEPT = timedelta(days=190)  # when the purge takes a row: ten days left to repeat it
DEVICE_KEPT = timedelta(days=90)  # a browser not seen for that long is new again
API_TOKEN_KEPT = timedelta(days=90)  # a forgotten token ends by itself
JOB_ROW_KEPT = timedelta(days=30)  # answers "expired" or "deleted" after the picture is gone
IDEMPOTENCY_KEPT = timedelta(hours=24)  # a client that repeats itself does so within a day
ATTEMPT_LOG_KEPT = timedelta(days=30)  # failed sign-ins, to see a slow attack
PENDING_MAIL_KEPT = timedelta(hours=24)  # mail written to files where no server is configured
SAVE_REMINDERS = (timedelta(days=7), timedelta(days=9))  # F-10: early enough, and the last day
EFFECT_PURGE_TARGET = timedelta(hours=1)  # F-8: how late a deletion may be before it counts
NOTICE_KEPT = timedelta(days=366)  # V-2, H-8: proves for a year that a notice was delivered
CHECK_RESULT_KEPT = timedelta(days=90)  # the history strip of the promises page
COUNTING_CHOICE_KEPT = timedelta(days=180)  # K-6: then a visitor may be asked once more
PAGE_COUNT_KEPT = timedelta(days=180)  # sums of page visits by route and day
CANARY_RUN_KEPT = timedelta(days=90)  # like the results of the checks that read them
PURGE_RUN_KEPT = timedelta(days=90)  # as long as the results of the checks that read the runs
BACKUP_KEPT = timedelta(days=30)  # a fault found a month late can still be undone
TICKET_BODY_KEPT = timedelta(days=180)  # after closing; then the text is cut down to facts
TICKET_KEPT = timedelta(days=3 * 365 + 1)  # after closing: the limitation of a civil claim
LEDGER_KEPT = timedelta(days=3 * 365 + 1)  # after the account: the limitation of a civil claim
SHARING_LOG_KEPT = timedelta(days=3 * 365 + 1)  # what network data rules ask of a provider
GUARDIAN_PROOF_KEPT = timedelta(days=3 * 365 + 1)  # after majority, to show who agreed
INCIDENT_KEPT = timedelta(days=5 * 365 + 2)  # harm can show late
DRILL_KEPT = timedelta(days=366)  # H-3: the plan is practised at least once a year
DRILL_READY = timedelta(hours=1)  # H-3: from the alarm to a notice that could go out
ANNOUNCEMENT_KEPT = timedelta(days=3 * 365 + 1)  # after its end: shows what was said publicly
SMALLEST_GROUP = 20  # people behind any figure that is released (K-8, S-6, N-1)
