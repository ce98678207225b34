"""Job kinds of accounts."""

from apps.jobs.kinds import JobKind

JOB_KINDS = [
    JobKind(name="accounts.telegram_blocked", handler="apps.accounts.services.telegram.handle_chat_blocked"),
    JobKind(name="accounts.telegram_chat_moved", handler="apps.accounts.services.telegram.handle_chat_moved"),
]
