"""Every coin again from the facts: the same balances, and what was tampered with is found."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from apps.attendance.models import AttendanceStatus, MarkSource
from apps.attendance.services import MarkInput, mark_pupil, mark_writer
from apps.core.uow import unit_of_work
from apps.gamification.models import CoinTransaction, StudentCoin
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.gamification.services import adjustments, coin_replay, shop_management
from apps.gamification.services.awards import award_coins
from apps.settings.services import update_system_settings
from tests.attendance.register_requests import create_group_lesson
from tests.gamification.helpers import item, run
from tests.homework.submission_helpers import assign_reading, scored_result, submit_and_score


def replay(*options: str) -> str:
    out = StringIO()
    call_command("coins_replay", *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def lived(group, pupil, second_pupil, teacher, manager):
    """Marks and corrections of each kind, for two pupils."""
    update_system_settings(actor=None, coins_for_first_try=1)
    lesson = create_group_lesson(group, starts=timezone.now() - timedelta(minutes=5))
    for student, status in ((pupil, "present"), (second_pupil, "late"), (second_pupil, "absent")):
        mark_pupil(actor=teacher, lesson=lesson, mark_input=MarkInput(student=student.pk, status=status))
    task = assign_reading(group)
    submit_and_score(task, pupil, scored_result(60.0))
    submit_and_score(task, pupil, scored_result(95.0), take=1)
    submit_and_score(assign_reading(group), second_pupil, scored_result(70.0), take=2)
    adjustments.adjust_coins(actor=teacher, student=pupil, amount=12, reason="Helped the others")
    run("gamification.reckon")
    shop_management.redeem_shop_item(student=pupil, item=item(5))
    shop_management.cancel_redemption(
        actor=manager, redemption=shop_management.redeem_shop_item(student=pupil, item=item(6))
    )


@pytest.mark.parametrize("at_once", [1, 500], ids=["one by one", "together"])
def test_replay_gives_the_same_balances(lived, pupil, second_pupil, monkeypatch, at_once):
    monkeypatch.setattr(coin_replay, "BATCH_SIZE", at_once)
    before = [get_coin_balance(pupil), get_coin_balance(second_pupil)]
    kinds = {cause.partition(":")[0] for cause in CoinTransaction.objects.values_list("cause", flat=True)}
    assert kinds == {"attendance", "homework", "manual", "achievement", "redemption"}
    assert "ledger and balances are what the facts give" in replay()
    assert (
        before
        == [get_coin_balance(pupil), get_coin_balance(second_pupil)]
        == [sum_coin_ledger(pupil), sum_coin_ledger(second_pupil)]
    )


def tamper(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE gamification_cointransaction DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE gamification_cointransaction ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("statement", "result"),
    [
        ("UPDATE gamification_cointransaction SET amount = amount + 30 WHERE cause LIKE 'homework:%'", "homework:"),
        ("DELETE FROM gamification_cointransaction WHERE cause LIKE 'homework:%' AND revision = 1", "homework:"),
        ("UPDATE gamification_studentcoin SET balance = balance + 7", "balance: "),
    ],
    ids=["an amount", "an entry", "balances"],
)
def test_replay_finds_and_corrects_tampering(lived, pupil, statement, result):
    before = get_coin_balance(pupil)
    tamper(statement)
    out = StringIO()
    with pytest.raises(CommandError, match="differences"):
        call_command("coins_replay", stdout=out)
    assert f"{pupil.pk} {result}" in out.getvalue()
    assert "corrected" in replay("--apply")
    assert (get_coin_balance(pupil), sum_coin_ledger(pupil)) == (before, before)
    assert "ledger and balances are what the facts give" in replay()


def test_replay_finds_entries_without_a_fact(lived, pupil):
    before = get_coin_balance(pupil)
    award_coins(student=pupil, cause="homework:made-up", amount=50, reason="homework.scored")
    with pytest.raises(CommandError, match="1 differences"):
        replay()
    replay("--apply")
    assert get_coin_balance(pupil) == before
    assert StudentCoin.objects.get(pk=pupil.pk).balance == sum_coin_ledger(pupil)


def test_replay_applies_changed_settings_to_the_past(lived, pupil):
    before = get_coin_balance(pupil)
    update_system_settings(actor=None, coins_for_attendance=8)
    with pytest.raises(CommandError):
        replay()
    replay("--apply")
    assert get_coin_balance(pupil) == before + 3


def test_import_over_a_mark_keeps_its_coins(group, pupil, teacher):
    lesson = create_group_lesson(group, starts=timezone.now() - timedelta(minutes=5))
    mark_pupil(actor=teacher, lesson=lesson, mark_input=MarkInput(student=pupil.pk, status="present"))
    absent = AttendanceStatus.objects.get(code="absent")
    with unit_of_work():
        held = mark_writer.lock_lessons([lesson.pk])
        mark = mark_writer.NewMark(lesson=held[lesson.pk], student_id=pupil.pk, status=absent)
        mark_writer.write_marks(actor=teacher, marks=[mark], source=MarkSource.IMPORT)
    assert get_coin_balance(pupil) == 5
    assert "ledger and balances are what the facts give" in replay()
