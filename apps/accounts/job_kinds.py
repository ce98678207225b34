"""Job kinds of accounts."""

from apps.jobs.kinds import JobKind

JOB_KINDS = [
    JobKind("accounts.telegram_blocked", "apps.accounts.services.telegram.handle_chat_blocked"),
    JobKind("accounts.telegram_chat_moved", "apps.accounts.services.telegram.handle_chat_moved"),
]
