"""The nightly check of the ledger."""

import structlog

import apps.jobs.services as jobs
from apps.accounts.queries import list_permission_holders
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify
from apps.payments.queries.ledger_rules import find_violations

log = structlog.get_logger(__name__)


def check_ledger(job: ClaimedJob) -> None:
    """Job handler: check every rule of `queries.ledger_rules` and notify ledger readers of a violation.

    Violations are logged; `manage.py ledger_check` prints them. Nothing is changed.
    """
    wrong = find_violations()
    for finding in wrong:
        log.error(
            "books wrong", rule=finding.rule, subject=finding.subject, expected=finding.expected, found=finding.actual
        )
    with unit_of_work():
        jobs.complete_job(job)
        if wrong:
            for person in list_permission_holders("payments.ledger"):
                notify(user=person, type="payments.books_wrong", data={"findings": len(wrong)})
