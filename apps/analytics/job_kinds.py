"""Job kinds of analytics."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind

FOLLOW = "analytics.follow"
PROVE = "analytics.prove"
ANNOUNCE = "analytics.announce_figures"
AT_RISK = "analytics.at_risk"
REPORT = "analytics.report"
REPORT_TIMES = "analytics.report_times"
SEND_REPORT_CARD = "analytics.send_report_card"

_REPORTS = "apps.analytics.services.reports"

JOB_KINDS = [
    JobKind(
        FOLLOW,
        "apps.analytics.services.runs.follow",
        limit=30 * MINUTE,
        keep_done=HOUR,
        every=5 * MINUTE,
        offset=MINUTE,
    ),
    JobKind(ANNOUNCE, "apps.analytics.services.announcing.announce_waiting", keep_done=HOUR),
    JobKind(PROVE, "apps.analytics.services.runs.prove", limit=HOUR, every=DAY, offset=21 * HOUR),
    JobKind(AT_RISK, "apps.analytics.services.risk_runs.find_at_risk", limit=HOUR, every=DAY, offset=22 * HOUR),
    JobKind(REPORT, f"{_REPORTS}.write_report", limit=HOUR, on_dead=f"{_REPORTS}.mark_report_failed"),
    JobKind(
        REPORT_TIMES,
        "apps.analytics.services.report_times.keep_report_times",
        keep_done=HOUR,
        every=5 * MINUTE,
        offset=2 * MINUTE,
    ),
    JobKind(
        SEND_REPORT_CARD,
        "apps.analytics.services.report_card_sending.send_report_card",
        tries=8,
        on_dead="apps.analytics.services.report_card_sending.note_failure",
    ),
]
