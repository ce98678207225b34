"""The rate limit of the bot over all processes: TELEGRAM_PER_SECOND to all chats, one message in TELEGRAM_CHAT_SECONDS
to each chat.

Each message reserves the next free time of the bot and of its chat, in one atomic step in Redis. Up to MAX_WAIT it
waits; otherwise it is postponed, with a different time for each. Without Redis there is no spacing; a 429 of Telegram
still pauses all.
"""

import time
from datetime import timedelta
from functools import cache

import redis
import structlog
from django.conf import settings
from redis.backoff import NoBackoff
from redis.commands.core import Script
from redis.retry import Retry

from apps.messaging.errors import ProviderBusy

log = structlog.get_logger(__name__)

MAX_WAIT = timedelta(seconds=1)
AWAY_SECONDS = 5.0

# KEYS: the bot, what was put off, the chat: moments in ms. ARGV: ms between two messages of the bot, of the chat, and
# the patience. Answers how many ms to wait, below 0 when no moment was taken.
RESERVE_SCRIPT = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local gap, chat_gap, patience = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local bot = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local chat = math.max(tonumber(redis.call('GET', KEYS[3]) or '0'), now)
if bot - now > patience then
  local back = math.max(tonumber(redis.call('GET', KEYS[2]) or '0'), bot)
  redis.call('SET', KEYS[2], back + gap, 'PX', back + gap - now + 1000)
  return now - back
end
local at = math.max(bot, chat)
if at - now > patience then return now - at end
redis.call('SET', KEYS[1], bot + gap, 'PX', bot + gap - now + 1000)
if chat_gap > 0 then redis.call('SET', KEYS[3], at + chat_gap, 'PX', at + chat_gap - now + 1000) end
return at - now
"""


class _RateLimiter:
    """Reserved times in Redis."""

    def __init__(self) -> None:
        self._redis = redis.Redis.from_url(
            settings.ENV.redis_url,
            socket_timeout=1,
            socket_connect_timeout=1,
            retry=Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,)),
        )
        self._take: Script = self._redis.register_script(RESERVE_SCRIPT)
        self._away_until = 0.0

    def wait(self, chat: int) -> int:
        """Return the milliseconds until the reserved time; negative when none was reserved."""
        if time.monotonic() < self._away_until:
            return 0
        env = settings.ENV
        prefix = f"{env.redis_prefix}:telegram"
        gaps = [-(-1000 // env.telegram_per_second), round(env.telegram_chat_seconds * 1000)]
        keys = [f"{prefix}:bot", f"{prefix}:put-off", f"{prefix}:chat:{chat}"]
        try:
            return int(self._take(keys=keys, args=[*gaps, MAX_WAIT // timedelta(milliseconds=1)]))
        except redis.RedisError:
            log.warning("redis is away: messages by Telegram are not spaced")
            self._away_until = time.monotonic() + AWAY_SECONDS
            return 0


@cache
def _get_rate_limiter() -> _RateLimiter:
    return _RateLimiter()


def wait_for_rate_limit(chat: int) -> None:
    """Wait until this chat may get a message. Raise ProviderBusy when it takes longer than MAX_WAIT."""
    wait = _get_rate_limiter().wait(chat)
    if wait < 0:
        raise ProviderBusy("too many messages by Telegram at once", after=timedelta(milliseconds=-wait))
    if wait > 0:
        time.sleep(wait / 1000)
