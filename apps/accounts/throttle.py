"""Brakes: how often something may be tried, counted in Redis over all processes together.

Every brake is a number of places per window of seconds; the window starts with the first place taken. Places are
taken before the work is done, in one atomic step and one round trip. The table of brakes:

- requests of one person: `REQUESTS_PER_HOUR`; without signing in, of one address: `REQUESTS_PER_HOUR_ADDRESS`;
- wrong log-ins: `PER_ACCOUNT` for one log-in and `PER_ADDRESS` from one address per `WINDOW_SECONDS`. A device on
  which this person signed in before is counted by itself, `PER_ACCOUNT` in the same time, and by nothing else:
  strangers who guess at the account, and classmates behind the same address, never lock it out (OWASP: Blocking
  Brute Force Attacks, "device cookies"). A right password gives its place back;
- codes, resets and whatever else calls `limit`.

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
AWAY_SECONDS = 5.0
COUNTED_HERE = 10_000

# ARGV: how many places and how many seconds, for each key. Takes a place in all, or in none and says how long to wait.
_TAKE = """
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
_GIVE_BACK = """
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 and redis.call('DECR', key) <= 0 then redis.call('DEL', key) end
end
return 0
"""


@dataclass(frozen=True)
class Brake:
    """One counter: its name in Redis, how many places it has, and in how many seconds."""

    key: str
    times: int
    seconds: int


class _Counters:
    """The counters in Redis, and those of this process for the time that Redis is away."""

    def __init__(self) -> None:
        self._scripts = Scripts(settings.ENV.redis_url, timeout=1)
        self._away_until = 0.0
        self._here: dict[str, tuple[int, float]] = {}
        self._lock = Lock()

    def take(self, brakes: list[Brake]) -> int:
        """Take a place in all and answer 0, or in none and answer how many seconds to wait."""
        if time.monotonic() >= self._away_until:
            numbers = [number for brake in brakes for number in (brake.times, brake.seconds)]
            try:
                return int(self._scripts.run(_TAKE, [brake.key for brake in brakes], numbers))
            except redis.RedisError:
                self._away()
        return self._take_here(brakes)

    def give_back(self, brakes: list[Brake]) -> None:
        """Free a place in each."""
        if time.monotonic() >= self._away_until:
            try:
                self._scripts.run(_GIVE_BACK, [brake.key for brake in brakes])
            except redis.RedisError:
                self._away()
        with self._lock:
            for brake in brakes:
                count, ends = self._here.get(brake.key, (0, 0.0))
                if count:
                    self._here[brake.key] = (count - 1, ends)

    def _away(self) -> None:
        log.warning("redis is away: this process counts by itself")
        self._away_until = time.monotonic() + AWAY_SECONDS

    def _take_here(self, brakes: list[Brake]) -> int:
        now = time.monotonic()
        with self._lock:
            self._make_room(now)
            found = {brake: self._here.get(brake.key, (0, 0.0)) for brake in brakes}
            open_ones = {brake: state if state[1] > now else (0, now + brake.seconds) for brake, state in found.items()}
            waits = [ends - now for brake, (count, ends) in open_ones.items() if count >= brake.times]
            if waits:
                return max(1, int(max(waits)))
            for brake, (count, ends) in open_ones.items():
                self._here[brake.key] = (count + 1, ends)
        return 0

    def _make_room(self, now: float) -> None:
        """Forget counters that ran out, and those that will soonest when there are too many."""
        if len(self._here) < COUNTED_HERE:
            return
        alive = sorted(((ends, key) for key, (_count, ends) in self._here.items() if ends > now), reverse=True)
        self._here = {key: self._here[key] for _ends, key in alive[: COUNTED_HERE // 2]}


@cache
def _counters() -> _Counters:
    return _Counters()


def limit(name: str, key: str, *, times: int, seconds: int) -> None:
    """Take one of `times` places per `seconds` for `key` under `name`; TooMany, with when again, if none is left.

    `key` may be personal: only a keyed hash of it leaves the process.
    """
    _take([_brake(name, key, times, seconds)], TooMany())


def free(name: str, key: str) -> None:
    """Give a place that `limit` took back: the try was a right one."""
    _counters().give_back([_brake(name, key, 0, 0)])


def request(*, person: str) -> None:
    """Count a request of somebody signed in; TooMany beyond `REQUESTS_PER_HOUR`."""
    brake = Brake(_name("requests", person), settings.REQUESTS_PER_HOUR, HOUR_SECONDS)
    _take([brake], TooMany())


def anonymous_request(*, address: str | None) -> None:
    """Count a request of nobody; TooMany beyond `REQUESTS_PER_HOUR_ADDRESS`. Without an address nothing is counted."""
    if address:
        brake = Brake(_name("requests-of", _network(address)), settings.REQUESTS_PER_HOUR_ADDRESS, HOUR_SECONDS)
        _take([brake], TooMany())


def take(*, login: str, address: str | None, device: str | None = None) -> None:
    """Take the place of one guess at a log-in; TooMany with the seconds to wait when none is left.

    `device` is the hash of a device's token when the person of this log-in has signed in on it before.
    """
    refusal = TooMany(_("Too many attempts to sign in. Please wait a little."))
    _take(_login_brakes(login, address, device), refusal)


def give_back(*, login: str, address: str | None, device: str | None = None) -> None:
    """The guess was right: its place is free again."""
    _counters().give_back(_login_brakes(login, address, device))


def _take(brakes: list[Brake], refusal: TooMany) -> None:
    wait = _counters().take(brakes)
    if wait:
        refusal.retry_after = wait
        raise refusal


def _login_brakes(login: str, address: str | None, device: str | None) -> list[Brake]:
    if device:
        return [_brake("login:device", device, PER_ACCOUNT, WINDOW_SECONDS)]
    brakes = [_brake("login:account", login, PER_ACCOUNT, WINDOW_SECONDS)]
    if address:
        brakes.append(Brake(_name("login:address", _network(address)), PER_ADDRESS, WINDOW_SECONDS))
    return brakes


def _brake(name: str, key: str, times: int, seconds: int) -> Brake:
    hashed = hmac.digest(sealing.keys("counters")[0], f"{name}:{key}".encode(), "sha256").hex()[:32]
    return Brake(_name(name, hashed), times, seconds)


def _name(name: str, key: str) -> str:
    return f"{settings.ENV.redis_prefix}:limit:{name}:{key}"


def _network(address: str) -> str:
    """What is counted as one client: an IPv4 address, or the /64 of an IPv6 one."""
    found = ip_address(address)
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
