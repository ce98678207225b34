"""What a pupil chose."""

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.courses.queries import group_ids_of
from apps.gamification.services.awards import lock_balance
from apps.gamification.services.leaderboard_events import publish_or_schedule


def set_name_hidden(*, student: User, hidden: bool) -> bool:
    """Whether other pupils see the pupil's name on leaderboards; theirs are told anew when that changed."""
    groups = group_ids_of(student)
    with unit_of_work():
        row = lock_balance(student.pk)
        if row.name_hidden != hidden:
            row.name_hidden = hidden
            row.save(update_fields=["name_hidden"])
            publish_or_schedule(groups)
    return hidden
