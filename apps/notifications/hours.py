"""When a person may be written to: quiet hours and the daily digest, in their own zone.

Clocks that change are taken as they go: an hour that comes twice is quiet both times, one that is left out ends when
the clock has passed it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class MessageHours:
    """One person's times: local, in `zone`. Quiet hours may pass midnight; both times alike are none.

    `digest`: what is not pressing comes once a day, at `digest_at`.
    """

    zone: str
    quiet_from: time
    quiet_until: time
    digest: bool
    digest_at: time

    def awake(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours in which it lies."""
        while self._is_quiet(moment):
            moment = self._next(self.quiet_until, after=moment)
        return moment

    def next_digest(self, moment: datetime) -> datetime:
        """When the next digest after this moment goes out; after quiet hours."""
        return self.awake(self._next(self.digest_at, after=moment))

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
        return min(moment for moment in (one.astimezone(UTC) for one in times) if moment > after)
