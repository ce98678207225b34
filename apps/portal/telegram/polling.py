"""Fetch updates from Telegram by long polling, for a centre without a public address.

One process polls at a time: a row holds its name for `inbox.LEASE`. The offset moves in the transaction that stores the
updates before it; only the next request with this offset confirms them to Telegram. So a killed process loses no update
and stores none twice.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import structlog
from django.db import OperationalError, close_old_connections

from apps.core.uow import unit_of_work
from apps.jobs.lease_renewer import LeaseRenewer, get_process_name, use_unpooled_connections
from apps.messaging.errors import MessageRefused, NotSent, PollingConflict, ProviderBusy
from apps.messaging.telegram import client, inbox
from apps.messaging.telegram.updates import get_update_id, parse_decoded_update
from apps.portal.telegram.commands import publish_commands
from apps.portal.telegram.update_intake import store_and_enqueue_update

log = structlog.get_logger(__name__)

LONG_POLL_SECONDS = 20
OTHER_POLLER_SECONDS = 5.0
FIRST_PAUSE, MAX_PAUSE = 1.0, 60.0


class WebhookActive(Exception):
    """Telegram sends updates to a webhook, so they cannot be fetched."""


class _Stopped(BaseException):
    """SIGTERM came while waiting for Telegram."""


def run_poller(*, delete_webhook: bool, wait_for_webhook: bool = False) -> None:
    """Poll until SIGTERM or SIGINT. While a webhook is set: raise WebhookActive; `delete_webhook` deletes it,
    `wait_for_webhook` waits.
    """
    use_unpooled_connections()
    poller, lease_renewer = UpdatePoller(), LeaseRenewer("telegram")
    lease_renewer.start()
    try:
        with poller.handle_signals():
            lease_renewer.report_ready()
            if poller.retry_until_done(
                lambda: prepare_polling(delete_webhook=delete_webhook, wait_for_webhook=wait_for_webhook)
            ):
                poller.run()
    finally:
        lease_renewer.stop()


def prepare_polling(*, delete_webhook: bool, wait_for_webhook: bool) -> bool:
    """Make sure that updates can be fetched: no webhook is set, or `delete_webhook` deletes it. Else raise
    WebhookActive, or Taken when `wait_for_webhook`.
    """
    url = client.fetch_webhook_info().get("url", "")
    if url and not delete_webhook:
        raise PollingConflict("a webhook is set") if wait_for_webhook else WebhookActive(url)
    if url:
        log.warning("the webhook is ended: updates are asked for from now on", url=url)
        client.delete_webhook()
    publish_commands()
    return True


class UpdatePoller:
    """The loop. After a failure it waits, each time twice as long, up to a minute."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self._listening = False
        self._pause = FIRST_PAUSE

    @contextmanager
    def handle_signals(self) -> Iterator[None]:
        """End the loop on SIGTERM and SIGINT, also while waiting for an answer."""

        def end(number: int, frame: FrameType | None) -> None:
            self.stop.set()
            if self._listening:
                self._listening = False
                raise _Stopped

        before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def run(self) -> None:
        """Fetch and store updates until stopped; then give up the turn."""
        try:
            while not self.stop.is_set():
                self.retry_until_done(self.poll_once)
                close_old_connections()
        finally:
            inbox.release_polling(get_process_name())

    def retry_until_done(self, step: Callable[[], bool]) -> bool:
        """Run a step, again after a pause while it fails; return its result, False when stopped."""
        while not self.stop.is_set():
            try:
                result = step()
            except _Stopped:
                break
            except ProviderBusy as error:
                self.stop.wait(error.after.total_seconds())
            except PollingConflict:
                log.warning("another process asks for the bot's updates, or a webhook was set")
                self._back_off()
            except (NotSent, OperationalError) as error:
                log.warning("updates wait for Telegram or Postgres", error=type(error).__name__)
                self._back_off()
            except MessageRefused:
                self._pause = MAX_PAUSE
                self._back_off()
            else:
                self._pause = FIRST_PAUSE
                return result
        return False

    def poll_once(self) -> bool:
        """Fetch once, unless another process polls; return True when updates came."""
        offset = inbox.claim_polling(get_process_name())
        if offset is None:
            self.stop.wait(OTHER_POLLER_SECONDS)
            return False
        self._listening = True
        try:
            updates = client.fetch_updates(offset=offset, wait=LONG_POLL_SECONDS)
        finally:
            self._listening = False
        return store_updates(updates, offset=offset, holder=get_process_name()) if updates else False

    def _back_off(self) -> None:
        self.stop.wait(self._pause)
        self._pause = min(self._pause * 2, MAX_PAUSE)


def store_updates(updates: list[Any], *, offset: int, holder: str) -> bool:
    """Store these updates and move the offset behind them, in one transaction; return False, and store nothing, when
    another process polls by now. The offset may move back: after a week without updates Telegram's numbers start anew.
    """
    numbers = [number for number in map(get_update_id, updates) if number is not None]
    with unit_of_work():
        if not inbox.advance_polling_offset(
            holder=holder, offset=max((number + 1 for number in numbers), default=offset)
        ):
            return False
        for value in updates:
            store_and_enqueue_update(parse_decoded_update(value))
    return True
