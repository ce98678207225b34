"""Brakes: how often something may be tried, counted in Redis over all processes together.

Every brake is a number of places per window of seconds; the window starts with the first place taken. Places are
taken before the work is done, in one atomic step and one round trip. The table of brakes:

- requests of one person: `REQUESTS_PER_HOUR`; without signing in, of one address: `REQUESTS_PER_HOUR_ADDRESS`;
- wrong log-ins: `PER_ACCOUNT` for one log-in and `PER_ADDRESS` from one address per `WINDOW_SECONDS`. A device on
  which this person signed in before is counted by itself, `PER_ACCOUNT` in the same time, and by nothing else:
  strangers who guess at the account, and classmates behind the same address, never lock it out (OWASP: Blocking
  Brute Force Attacks, "device cookies"). A right password gives its place back;
- codes, resets and whatever else calls `enforce_limit`.

With Redis away each serving process counts by itself until Redis is back: people can work, and what is let through
is at most the number of processes times the limit. IPv6 clients are counted by their /64.
"""

import hmac
import time
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

import redis
import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from apps.core import sealing
from apps.core.errors import TooMany
from apps.core.redis_scripts import Scripts

log = structlog.get_logger(__name__)

WINDOW_SECONDS = 300
PER_ACCOUNT = 5
PER_ADDRESS = 50
HOUR_SECONDS = 3600
REDIS_RETRY_SECONDS = 5.0
MAX_LOCAL_COUNTERS = 10_000

# ARGV: how many places and how many seconds, for each key. Takes a place in all, or in none and says how long to wait.
_COUNT_SCRIPT = """
local wait = 0
for i, key in ipairs(KEYS) do
  if tonumber(redis.call('GET', key) or '0') >= tonumber(ARGV[2 * i - 1]) then
    wait = math.max(wait, redis.call('TTL', key), 1)
  end
end
if wait > 0 then return wait end
for i, key in ipairs(KEYS) do
  if redis.call('INCR', key) == 1 then redis.call('EXPIRE', key, ARGV[2 * i]) end
end
return 0
"""

# Gives the places back; a counter that ran out meanwhile stays away.
_UNCOUNT_SCRIPT = """
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 and redis.call('DECR', key) <= 0 then redis.call('DEL', key) end
end
return 0
"""


@dataclass(frozen=True)
class RateLimit:
    """One counter: its name in Redis, how many places it has, and in how many seconds."""

    key: str
    times: int
    seconds: int


class _Counters:
    """The counters in Redis, and those of this process for the time that Redis is away."""

    def __init__(self) -> None:
        self._scripts = Scripts(settings.ENV.redis_url, timeout=1)
        self._redis_down_until = 0.0
        self._local: dict[str, tuple[int, float]] = {}
        self._lock = Lock()

    def count(self, brakes: list[RateLimit]) -> int:
        """Take a place in all and answer 0, or in none and answer how many seconds to wait."""
        if time.monotonic() >= self._redis_down_until:
            numbers = [number for brake in brakes for number in (brake.times, brake.seconds)]
            try:
                return int(self._scripts.run(_COUNT_SCRIPT, [brake.key for brake in brakes], numbers))
            except redis.RedisError:
                self._mark_redis_down()
        return self._count_locally(brakes)

    def uncount(self, brakes: list[RateLimit]) -> None:
        """Free a place in each."""
        if time.monotonic() >= self._redis_down_until:
            try:
                self._scripts.run(_UNCOUNT_SCRIPT, [brake.key for brake in brakes])
            except redis.RedisError:
                self._mark_redis_down()
        with self._lock:
            for brake in brakes:
                count, ends = self._local.get(brake.key, (0, 0.0))
                if count:
                    self._local[brake.key] = (count - 1, ends)

    def _mark_redis_down(self) -> None:
        log.warning("redis is away: this process counts by itself")
        self._redis_down_until = time.monotonic() + REDIS_RETRY_SECONDS

    def _count_locally(self, brakes: list[RateLimit]) -> int:
        now = time.monotonic()
        with self._lock:
            self._drop_old_counters(now)
            found = {brake: self._local.get(brake.key, (0, 0.0)) for brake in brakes}
            open_ones = {brake: state if state[1] > now else (0, now + brake.seconds) for brake, state in found.items()}
            waits = [ends - now for brake, (count, ends) in open_ones.items() if count >= brake.times]
            if waits:
                return max(1, int(max(waits)))
            for brake, (count, ends) in open_ones.items():
                self._local[brake.key] = (count + 1, ends)
        return 0

    def _drop_old_counters(self, now: float) -> None:
        """Forget counters that ran out, and those that will soonest when there are too many."""
        if len(self._local) < MAX_LOCAL_COUNTERS:
            return
        alive = sorted(((ends, key) for key, (_count, ends) in self._local.items() if ends > now), reverse=True)
        self._local = {key: self._local[key] for _ends, key in alive[: MAX_LOCAL_COUNTERS // 2]}


@cache
def _counters() -> _Counters:
    return _Counters()


def enforce_limit(name: str, key: str, *, times: int, seconds: int) -> None:
    """Take one of `times` places per `seconds` for `key` under `name`; TooMany, with when again, if none is left.

    `key` may be personal: only a keyed hash of it leaves the process.
    """
    _enforce([_build_limit(name, key, times, seconds)], TooMany())


def release_limit(name: str, key: str) -> None:
    """Give a place that `enforce_limit` took back: the try was a right one."""
    _counters().uncount([_build_limit(name, key, 0, 0)])


def enforce_user_limit(*, person: str) -> None:
    """Count a request of somebody signed in; TooMany beyond `REQUESTS_PER_HOUR`."""
    brake = RateLimit(_redis_key("requests", person), settings.REQUESTS_PER_HOUR, HOUR_SECONDS)
    _enforce([brake], TooMany())


def enforce_anonymous_limit(*, address: str | None) -> None:
    """Count a request of nobody; TooMany beyond `REQUESTS_PER_HOUR_ADDRESS`. Without an address nothing is counted."""
    if address:
        brake = RateLimit(
            _redis_key("requests-of", _client_network(address)), settings.REQUESTS_PER_HOUR_ADDRESS, HOUR_SECONDS
        )
        _enforce([brake], TooMany())


def enforce_login_limit(*, login: str, address: str | None, device: str | None = None) -> None:
    """Take the place of one guess at a log-in; TooMany with the seconds to wait when none is left.

    `device` is the hash of a device's token when the person of this log-in has signed in on it before.
    """
    refusal = TooMany(_("Too many attempts to sign in. Please wait a little."))
    _enforce(_login_limits(login, address, device), refusal)


def release_login_limit(*, login: str, address: str | None, device: str | None = None) -> None:
    """The guess was right: its place is free again."""
    _counters().uncount(_login_limits(login, address, device))


def _enforce(brakes: list[RateLimit], refusal: TooMany) -> None:
    wait = _counters().count(brakes)
    if wait:
        refusal.retry_after = wait
        raise refusal


def _login_limits(login: str, address: str | None, device: str | None) -> list[RateLimit]:
    if device:
        return [_build_limit("login:device", device, PER_ACCOUNT, WINDOW_SECONDS)]
    brakes = [_build_limit("login:account", login, PER_ACCOUNT, WINDOW_SECONDS)]
    if address:
        brakes.append(RateLimit(_redis_key("login:address", _client_network(address)), PER_ADDRESS, WINDOW_SECONDS))
    return brakes


def _build_limit(name: str, key: str, times: int, seconds: int) -> RateLimit:
    hashed = hmac.digest(sealing.keys("counters")[0], f"{name}:{key}".encode(), "sha256").hex()[:32]
    return RateLimit(_redis_key(name, hashed), times, seconds)


def _redis_key(name: str, key: str) -> str:
    return f"{settings.ENV.redis_prefix}:limit:{name}:{key}"


def _client_network(address: str) -> str:
    """What is counted as one client: an IPv4 address, or the /64 of an IPv6 one."""
    found = ip_address(address)
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
