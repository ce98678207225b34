"""Tell open pages of staff which measures were counted anew, at most once in 5 s in the whole centre."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.analytics.events import hint_figures_changed
from apps.analytics.job_kinds import ANNOUNCE
from apps.analytics.models import FactsState
from apps.analytics.scopes import list_visible_measures
from apps.core.permissions import STAFF
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob

PAUSE = timedelta(seconds=5)


def announce_figures(measures: Collection[str]) -> None:
    """Tell that measures were counted: at once, or by a job when pages were told less than PAUSE ago. Each user hears
    of the measures that the user may see, and of nothing when there are none.
    """
    if not measures:
        return
    with unit_of_work():
        state = _lock_state()
        if state is None:
            return
        is_waiting = bool(state.unannounced)
        state.unannounced = sorted({*state.unannounced, *measures})
        if state.announced_at is None or timezone.now() - state.announced_at >= PAUSE:
            _announce(state)
            return
        state.save(update_fields=["unannounced"])
        if not is_waiting:
            jobs.enqueue(kind=ANNOUNCE, run_at=state.announced_at + PAUSE)


def announce_waiting(job: ClaimedJob) -> None:
    """Handler: tell what waits, unless it was told meanwhile; later when pages were told less than PAUSE ago."""
    with unit_of_work():
        jobs.complete_job(job)
        state = _lock_state()
        if state is None or not state.unannounced:
            return
        if state.announced_at is None or timezone.now() - state.announced_at >= PAUSE:
            _announce(state)
        else:
            jobs.enqueue(kind=ANNOUNCE, run_at=state.announced_at + PAUSE)


def _lock_state() -> FactsState | None:
    return FactsState.objects.select_for_update().filter(pk=1).first()


def _announce(state: FactsState) -> None:
    """Tell what waits; the state is locked."""
    counted, state.unannounced, state.announced_at = state.unannounced, [], timezone.now()
    state.save(update_fields=["unannounced", "announced_at"])
    for user in _list_readers():
        seen = {measure.name for measure in list_visible_measures(user)}
        if told := [name for name in counted if name in seen]:
            hint_figures_changed(user.pk, told)


def _list_readers() -> Iterable[User]:
    return User.objects.filter(is_active=True, role__in=STAFF).select_related("own_role")
