"""Work of this app that runs as jobs."""

from apps.jobs.kinds import JobKind

JOB_KINDS = [
    JobKind(name="accounts.telegram_blocked", handler="apps.accounts.services.telegram.chat_blocked"),
    JobKind(name="accounts.telegram_chat_moved", handler="apps.accounts.services.telegram.chat_moved"),
]
