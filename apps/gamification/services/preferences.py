"""Preferences of a pupil."""

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.courses.queries import list_current_group_ids
from apps.gamification.services.awards import lock_balance
from apps.gamification.services.leaderboard_events import publish_or_schedule_leaderboards


def set_name_hidden(*, student: User, hidden: bool) -> bool:
    """Hide or show the pupil's name to other pupils on leaderboards; a change publishes the leaderboards of the pupil's
    groups.
    """
    groups = list_current_group_ids(student)
    with unit_of_work():
        row = lock_balance(student.pk)
        if row.name_hidden != hidden:
            row.name_hidden = hidden
            row.save(update_fields=["name_hidden"])
            publish_or_schedule_leaderboards(groups)
    return hidden
