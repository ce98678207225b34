"""The night's job about pupils who may leave: fit when it is time, then list."""

from collections.abc import Callable

from django.utils import timezone

from apps.analytics.models import FactsBuild, RiskModel
from apps.analytics.risk_queries import get_newest_model
from apps.analytics.services.risk_learning import learn
from apps.analytics.services.risk_listing import list_today
from apps.core.durations import DAY, HOUR
from apps.core.uow import unit_of_work
from apps.jobs import services
from apps.jobs.kinds import ClaimedJob

FIT_EVERY = 7 * DAY - HOUR


def find_at_risk(job: ClaimedJob) -> None:
    """Job handler: fit the model when the newest one is a week old; then list who may leave.

    The job's payload says how far it is: `months` read, of `all`, then how many pupils are `listed`. While a build of
    facts goes on, nothing is done: half of the past would teach what is not so.
    """
    if FactsBuild.objects.filter(finished_at=None).exists():
        return
    if _is_fit_due(get_newest_model()):
        learn(report=_build_report(job))
    _note(job, listed=list_today())


def _is_fit_due(model: RiskModel | None) -> bool:
    return model is None or timezone.now() - model.created_at > FIT_EVERY


def _build_report(job: ClaimedJob) -> Callable[[int, int], None]:
    def report(read: int, total: int) -> None:
        _note(job, months=read, all=total)

    return report


def _note(job: ClaimedJob, **progress: int) -> None:
    with unit_of_work():
        row = services.lock_claim(job)
        row.payload = row.payload | progress
        row.updated_at = timezone.now()
        row.save(update_fields=["payload", "updated_at"])
