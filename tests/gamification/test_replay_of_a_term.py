"""Weeks of marks, homework, corrections, gifts and purchases in a random order: the facts always give the ledger."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.attendance.models import Attendance
from apps.attendance.services import MarkInput, mark_pupil, registers
from apps.core.errors import DomainError
from apps.gamification.models import CoinTransaction, Redemption, StreakReward, StudentCoin
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.queries.streaks import calculate_streak_rewards
from apps.gamification.services import adjustments, coin_replay, shop_management
from apps.homework.models import Homework, HomeworkState
from apps.settings.services import update_system_settings
from tests.attendance.register_requests import create_group_lesson
from tests.gamification.helpers import item, run
from tests.homework.submission_helpers import assign_reading, get_homework, scored_result, submit_and_score

STEPS = 60


@pytest.mark.slow  # 15 s
@pytest.mark.parametrize("seed", range(3), ids=["first", "second", "third"])
def test_replay_of_a_random_term_equals_the_ledger(group, pupil, second_pupil, teacher, manager, client_for, seed):
    chance = random.Random(seed)
    update_system_settings(
        actor=None, coins_for_first_try=2, coins_for_on_time=1, coins_for_streak=3, streak_days_for_coins=2,
        coin_bands="40:60 80:100",
    )  # fmt: skip
    people, take = (pupil, second_pupil), iter(range(1, 1000))
    lessons = [create_group_lesson(group, starts=timezone.now() - timedelta(days=day, minutes=5)) for day in range(4)]
    tasks = [assign_reading(group, attempts_allowed=20, deadline=timezone.now() + timedelta(days=1)) for _ in range(3)]
    goods = [item(4, stock=30), item(9)]
    client = client_for(teacher)

    def mark() -> None:
        entry = MarkInput(student=chance.choice(people).pk, status=chance.choice(["present", "late", "absent"]))
        mark_pupil(actor=manager, lesson=chance.choice(lessons), mark_input=entry, reason="A slip")

    def take_back() -> None:
        if standing := list(Attendance.objects.order_by("pk")):
            registers.withdraw_mark(actor=manager, mark=chance.choice(standing), reason="A slip")

    def submit() -> None:
        task, student = chance.choice(tasks), chance.choice(people)
        if get_homework(task, student).state != HomeworkState.REVIEWED:
            submit_and_score(task, student, scored_result(float(chance.randint(20, 100))), take=next(take))

    def review() -> None:
        homework = Homework.objects.filter(score__isnull=False).order_by("pk").first()
        if homework:
            body = chance.choice([{"decision": "accept", "score": 73}, {"decision": "return", "comment": "Once more"}])
            client.post(f"/homework/{homework.pk}/review/", body)

    def give() -> None:
        amount = chance.choice([-6, 4, 11])
        adjustments.adjust_coins(actor=manager, student=chance.choice(people), amount=amount, reason="So")

    def buy() -> None:
        shop_management.redeem_shop_item(student=chance.choice(people), item=chance.choice(goods))

    def decide() -> None:
        bought = Redemption.objects.filter(state="requested").order_by("pk").first()
        if bought:
            chance.choice([shop_management.cancel_redemption, shop_management.hand_over_redemption])(
                actor=manager, redemption=bought
            )

    for _ in range(STEPS):
        try:
            chance.choice([mark, mark, take_back, submit, submit, review, give, buy, decide])()
        except DomainError as refused:
            assert refused.status in (409, 422)
    run("gamification.reckon")
    assert coin_replay.find_differences() == []
    rewards = calculate_streak_rewards([person.pk for person in people])
    assert {reward.pk for reward in rewards} == set(StreakReward.objects.values_list("pk", flat=True))
    assert CoinTransaction.objects.filter(amount__lt=0, revision__gt=1).exists()
    assert StudentCoin.objects.count() == 2
    assert [get_coin_balance(person) for person in people] == [sum_coin_ledger(person) for person in people]
