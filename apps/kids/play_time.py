"""How long a child may play, and has played today."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import ConsentKind, User
from apps.accounts.queries import has_consented
from apps.kids.class_queries import get_class_day
from apps.kids.models import PlayDay, PlayLimit
from apps.kids.models.play_time import REST_AFTER

ENOUGH = _("That is enough for today.")


@dataclass(frozen=True)
class PlayTime:
    """The time of a child today, in seconds. `played` is None where it is not counted, `left` where no guardian limits
    the day.
    """

    limit: PlayLimit | None
    played: int | None

    @property
    def rest_after(self) -> int:
        """How long the child plays before a rest."""
        return 60 * (self.limit.rest_after_minutes if self.limit else REST_AFTER)

    @property
    def left(self) -> int | None:
        """How long the child may still play today."""
        if self.limit is None or self.limit.minutes_a_day is None:
            return None
        return max(0, 60 * self.limit.minutes_a_day - (self.played or 0))


def load_play_time(child: User) -> PlayTime:
    """Return the time of the child today."""
    limit = PlayLimit.objects.filter(child=child).select_related("author").first()
    if not is_play_counted(child, limit):
        return PlayTime(limit, None)
    played = PlayDay.objects.filter(child=child, day=get_class_day()).values_list("seconds", flat=True).first()
    return PlayTime(limit, played or 0)


def is_play_counted(child: User, limit: PlayLimit | None) -> bool:
    """Return whether it may be counted how long the child plays: a guardian limits the day, or the consent "learning
    systems" is given.
    """
    has_limit = limit is not None and limit.minutes_a_day is not None
    return has_limit or has_consented(child, ConsentKind.LEARNING_SYSTEMS)
