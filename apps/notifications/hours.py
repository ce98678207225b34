"""When a user may get messages: quiet hours and the daily digest, in the user's time zone.

At a change of the clock, an hour that comes twice is quiet both times; one that is skipped ends when the clock has
passed it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class MessageHours:
    """Quiet hours and digest of one user in local times of `zone`. Quiet hours may pass midnight; two equal times mean
    none. With `digest`, messages that can wait come together at `digest_at`.
    """

    zone: str
    quiet_from: time
    quiet_until: time
    digest: bool
    digest_at: time

    def skip_quiet_hours(self, moment: datetime) -> datetime:
        """Return the moment, or the end of the quiet hours that it falls into."""
        while self._is_quiet(moment):
            moment = self._next(self.quiet_until, after=moment)
        return moment

    def get_quiet_start(self, moment: datetime) -> datetime:
        """Return when the quiet hours that the moment falls into begin; the moment itself when it is not quiet."""
        zone, moment = ZoneInfo(self.zone), moment.astimezone(UTC)
        if not self._is_quiet(moment):
            return moment
        today = moment.astimezone(zone).date()
        days = (today - timedelta(days=1), today)
        starts = [datetime.combine(day, self.quiet_from, tzinfo=zone).astimezone(UTC) for day in days]
        return max(start for start in starts if start <= moment)

    def next_digest(self, moment: datetime) -> datetime:
        """Return when the next digest after this moment is sent, outside quiet hours."""
        return self.skip_quiet_hours(self._next(self.digest_at, after=moment))

    def _is_quiet(self, moment: datetime) -> bool:
        at = moment.astimezone(ZoneInfo(self.zone)).time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until

    def _next(self, at: time, *, after: datetime) -> datetime:
        """The first moment after `after` at which the local clock shows `at`."""
        zone, after = ZoneInfo(self.zone), after.astimezone(UTC)
        today = after.astimezone(zone).date()
        days = (today, today + timedelta(days=1))
        times = (datetime.combine(day, at, tzinfo=zone).replace(fold=fold) for day in days for fold in (0, 1))
        return min(moment for moment in (candidate.astimezone(UTC) for candidate in times) if moment > after)
