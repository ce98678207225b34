"""The nightly check of the ledger."""

import structlog
from django.db.models import Q

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.permissions import all_permissions
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
            for person in _list_ledger_readers():
                notify(user=person, type="payments.books_wrong", data={"findings": len(wrong)})


def _list_ledger_readers() -> list[User]:
    """Return active users who may read the ledger."""
    built_in = Q(role__in=all_permissions()["payments.ledger"].roles)
    people = User.objects.filter(built_in | Q(own_role__isnull=False), is_active=True).select_related("own_role")
    return [person for person in people.order_by("id") if "payments.ledger" in person.permission_set]
