"""Steps that tests of coins share."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import time_machine
from django.db import connection, connections

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.gamification.models import ShopItem
from apps.gamification.services.awards import award_coins
from apps.gamification.services.leaderboard_snapshots import update_leaderboards
from apps.gamification.services.rewards import update_rewards_of_changed_pupils
from apps.gamification.services.study_days import request_reward_updates
from apps.jobs.kinds import ClaimedJob

HANDLERS = {
    "gamification.recut_streaks": request_reward_updates,
    "gamification.reckon": update_rewards_of_changed_pupils,
    "gamification.update_leaderboards": update_leaderboards,
}


def earn(student: User, amount: int, cause: str = "1") -> int:
    return award_coins(student=student, cause=f"homework:{student.pk}-{cause}", amount=amount, reason="homework.scored")


def run(kind: str, *, at: datetime | None = None) -> None:
    """What the scheduler would have a worker do, at this moment."""
    with unit_of_work():
        job = jobs.enqueue(kind=kind)
    claims: list[ClaimedJob] = jobs.claim_jobs(queue="default", limit=100, worker="test")
    [mine] = [claim for claim in claims if claim.id == job.pk]
    if at is None:
        HANDLERS[kind](mine)
        return
    with time_machine.travel(at, tick=False):
        HANDLERS[kind](mine)


def item(price: int = 10, **values: Any) -> ShopItem:
    return ShopItem.objects.create(name={"en": "Exercise book"}, price=price, **values)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of these at the same moment, each on a connection of its own; what each answered or raised."""
    start = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait(60)
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))
