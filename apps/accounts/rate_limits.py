"""Rate limits, counted in Redis for all processes together.

A limit is a number of tries in a window of seconds, which begins with the first try. Tries are counted before the work
is done, in one atomic step and one round trip. The limits:

- requests of one user: `REQUESTS_PER_HOUR`, for the office `REQUESTS_PER_HOUR_STAFF`; without signing in, of one
  address: `REQUESTS_PER_HOUR_ADDRESS`;
- requests of a class: a limit of its own per user and minute, beside the hour (`request_classes`);
- wrong sign-ins: `PER_ACCOUNT` for one login and `PER_ADDRESS` from one address per `WINDOW_SECONDS`. A device on which
  this user signed in before has a limit of its own, `PER_ACCOUNT` in the same time: guesses of others never lock it out
  (OWASP: Blocking Brute Force Attacks, "device cookies"). A correct password is not counted;
- codes, resets and all other callers of `enforce_limit`.

While Redis is down each serving process counts by itself: users can work, and at most the number of processes times the
limit is let through. IPv6 clients are counted by their /64.
"""

import hmac
import time
from dataclasses import dataclass, replace
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

import redis
import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from redis.backoff import NoBackoff
from redis.retry import Retry

from apps.accounts.request_classes import MINUTE_SECONDS, RequestClass
from apps.core import sealing
from apps.core.errors import TooMany

log = structlog.get_logger(__name__)

WINDOW_SECONDS = 300
PER_ACCOUNT = 5
PER_ADDRESS = 50
HOUR_SECONDS = 3600
REDIS_RETRY_SECONDS = 5.0
MAX_LOCAL_COUNTERS = 10_000

# ARGV: tries and seconds for each key. Counts a try for all keys; or counts none when one of them has to wait.
# Returns the wait (0: counted), and the tries and the time left of the first key.
_COUNT_SCRIPT = """
local wait = 0
for i, key in ipairs(KEYS) do
  if tonumber(redis.call('GET', key) or '0') >= tonumber(ARGV[2 * i - 1]) then
    wait = math.max(wait, redis.call('TTL', key), 1)
  end
end
if wait == 0 then
  for i, key in ipairs(KEYS) do
    if redis.call('INCR', key) == 1 then redis.call('EXPIRE', key, ARGV[2 * i]) end
  end
end
return {wait, tonumber(redis.call('GET', KEYS[1]) or '0'), redis.call('TTL', KEYS[1])}
"""

# Takes a try back; an expired counter is not created again.
_UNCOUNT_SCRIPT = """
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 and redis.call('DECR', key) <= 0 then redis.call('DEL', key) end
end
return 0
"""


@dataclass(frozen=True)
class RateLimit:
    """One counter: its key in Redis, the number of tries, and the window in seconds."""

    key: str
    times: int
    seconds: int


@dataclass(frozen=True)
class Quota:
    """What a client may still do: `limit` requests in `seconds`, of which `left` are left until the next `resets_in`
    seconds have passed. `wait`: seconds until the next request is let through; 0 when this one was. `policy`: the name
    of the limit.
    """

    limit: int
    seconds: int
    left: int
    resets_in: int
    wait: int
    policy: str = "requests"

    def enforce(self) -> None:
        """Raise TooMany, with `retry_after`, when the request is not let through."""
        if self.wait:
            raise TooMany(retry_after=self.wait)


class _Counters:
    """The counters in Redis, and local ones for the time while Redis is down."""

    def __init__(self) -> None:
        once_more = Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
        timeouts = {"socket_timeout": 1, "socket_connect_timeout": 1}
        client = redis.Redis.from_url(settings.ENV.redis_url, **timeouts, retry=once_more)
        self._count, self._uncount = client.register_script(_COUNT_SCRIPT), client.register_script(_UNCOUNT_SCRIPT)
        self._redis_down_until = 0.0
        self._local: dict[str, tuple[int, float]] = {}
        self._lock = Lock()

    def count(self, limits: list[RateLimit]) -> Quota:
        """Count a try for all limits, or nothing when there is a wait. Return the quota of the first limit."""
        if time.monotonic() >= self._redis_down_until:
            numbers = [number for limit in limits for number in (limit.times, limit.seconds)]
            try:
                wait, tries, resets_in = self._count([limit.key for limit in limits], numbers)
                return _build_quota(limits[0], tries=int(tries), resets_in=int(resets_in), wait=int(wait))
            except redis.RedisError:
                self._mark_redis_down()
        return self._count_locally(limits)

    def uncount(self, limits: list[RateLimit]) -> None:
        """Take a try back from each limit."""
        if time.monotonic() >= self._redis_down_until:
            try:
                self._uncount([limit.key for limit in limits])
            except redis.RedisError:
                self._mark_redis_down()
        with self._lock:
            for limit in limits:
                count, ends = self._local.get(limit.key, (0, 0.0))
                if count:
                    self._local[limit.key] = (count - 1, ends)

    def _mark_redis_down(self) -> None:
        log.warning("redis is down: this process counts by itself")
        self._redis_down_until = time.monotonic() + REDIS_RETRY_SECONDS

    def _count_locally(self, limits: list[RateLimit]) -> Quota:
        now = time.monotonic()
        with self._lock:
            self._drop_old_counters(now)
            states = {limit: self._local.get(limit.key, (0, 0.0)) for limit in limits}
            open_counters = {each: old if old[1] > now else (0, now + each.seconds) for each, old in states.items()}
            waits = [ends - now for limit, (count, ends) in open_counters.items() if count >= limit.times]
            wait = max(1, int(max(waits))) if waits else 0
            if not wait:
                open_counters = {limit: (count + 1, ends) for limit, (count, ends) in open_counters.items()}
                self._local.update({limit.key: counter for limit, counter in open_counters.items()})
            tries, ends = open_counters[limits[0]]
        return _build_quota(limits[0], tries=tries, resets_in=int(ends - now), wait=wait)

    def _drop_old_counters(self, now: float) -> None:
        """Drop expired counters and, when there are too many, those that expire first."""
        if len(self._local) < MAX_LOCAL_COUNTERS:
            return
        alive = sorted(((ends, key) for key, (_count, ends) in self._local.items() if ends > now), reverse=True)
        self._local = {key: self._local[key] for _ends, key in alive[: MAX_LOCAL_COUNTERS // 2]}


def _build_quota(limit: RateLimit, *, tries: int, resets_in: int, wait: int) -> Quota:
    return Quota(limit.times, limit.seconds, max(0, limit.times - tries), max(0, resets_in), wait)


@cache
def _counters() -> _Counters:
    return _Counters()


def enforce_limit(name: str, key: str, *, times: int, seconds: int, detail: StrOrPromise | None = None) -> None:
    """Count a try for `key` under `name`; raise TooMany, with `retry_after`, beyond `times` in `seconds`.

    `key` may be personal: only a keyed hash of it leaves the process.
    """
    _enforce([_build_limit(name, key, times, seconds)], TooMany(detail))


def uncount_try(name: str, key: str) -> None:
    """Take back a try that `enforce_limit` counted, because it was correct."""
    _counters().uncount([_build_limit(name, key, 0, 0)])


def count_user_request(*, person: str, of_office: bool = False) -> Quota:
    """Count a request of a signed-in user; not let through beyond `REQUESTS_PER_HOUR`.

    `of_office`: the user has a permission of the office; not beyond `REQUESTS_PER_HOUR_STAFF`.
    """
    times = settings.REQUESTS_PER_HOUR_STAFF if of_office else settings.REQUESTS_PER_HOUR
    return _counters().count([RateLimit(_redis_key("requests", person), times, HOUR_SECONDS)])


def count_request_of_class(request_class: RequestClass, *, person: str) -> Quota:
    """Count a request of this class of a signed-in user, and not against the hour."""
    key = _redis_key(f"requests:{request_class.name}", person)
    quota = _counters().count([RateLimit(key, request_class.per_minute, MINUTE_SECONDS)])
    return replace(quota, policy=request_class.name)


def count_anonymous_request(*, address: str | None) -> Quota | None:
    """Count a request without a user; not let through beyond `REQUESTS_PER_HOUR_ADDRESS`. Return None without an
    address: nothing is counted.
    """
    if not address:
        return None
    key = _redis_key("requests-of", get_client_network(address))
    return _counters().count([RateLimit(key, settings.REQUESTS_PER_HOUR_ADDRESS, HOUR_SECONDS)])


def enforce_anonymous_limit(*, address: str | None) -> None:
    """As `count_anonymous_request`; raise TooMany when it is not let through."""
    if quota := count_anonymous_request(address=address):
        quota.enforce()


def enforce_login_limit(*, login: str, address: str | None, device: str | None = None) -> None:
    """Count a try to sign in; raise TooMany, with `retry_after`, when there were too many wrong ones.

    `device` is the token hash of a device on which the user of this login signed in before.
    """
    error = TooMany(_("Too many attempts to sign in. Please wait a little."))
    _enforce(_login_limits(login, address, device), error)


def uncount_login_try(*, login: str, address: str | None, device: str | None = None) -> None:
    """Take the try back: the password was correct."""
    _counters().uncount(_login_limits(login, address, device))


def _enforce(limits: list[RateLimit], error: TooMany) -> None:
    wait = _counters().count(limits).wait
    if wait:
        error.retry_after = wait
        raise error


def _login_limits(login: str, address: str | None, device: str | None) -> list[RateLimit]:
    if device:
        return [_build_limit("login:device", device, PER_ACCOUNT, WINDOW_SECONDS)]
    limits = [_build_limit("login:account", login, PER_ACCOUNT, WINDOW_SECONDS)]
    if address:
        limits.append(RateLimit(_redis_key("login:address", get_client_network(address)), PER_ADDRESS, WINDOW_SECONDS))
    return limits


def _build_limit(name: str, key: str, times: int, seconds: int) -> RateLimit:
    hashed = hmac.digest(sealing.derive_keys("counters")[0], f"{name}:{key}".encode(), "sha256").hex()[:32]
    return RateLimit(_redis_key(name, hashed), times, seconds)


def _redis_key(name: str, key: str) -> str:
    return f"{settings.ENV.redis_prefix}:limit:{name}:{key}"


def get_client_network(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or the /64 of an IPv6 address."""
    ip = ip_address(address)
    if not isinstance(ip, IPv6Address):
        return address
    return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False))
