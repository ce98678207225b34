"""What a merge of doubles does with coins.

The ledger is append-only, so each posting of the duplicate is booked over by a pair: taken from the duplicate and given
to the kept pupil, on the time of the posting, so that leaderboards of each period stay right and `coins_replay` finds
no difference. Coins whose facts stay with the duplicate go over as a pair of adjustments.
"""

from collections import Counter
from uuid import UUID

from django.db import connection
from django.db.models import F, Max, Sum, TextField, Value
from django.db.models.functions import Replace
from django.utils import timezone

from apps.core.ids import uuid7
from apps.core.local_days import get_today
from apps.core.outgoing_events import publish_webhook_event
from apps.core.person_merge import STAFF_ACT, MergeAmount, Moves, PersonMerge, Stays
from apps.events.publishing import get_user_stream, publish_event
from apps.gamification import events
from apps.gamification.causes import Award
from apps.gamification.models import (
    AchievementGrant,
    CoinAdjustment,
    CoinTransaction,
    Redemption,
    StreakReward,
    StudentCoin,
    StudyDay,
)
from apps.gamification.services.awards import award_coins_in_bulk, lock_balances
from apps.gamification.services.coin_replay import REPAIR_SQL
from apps.gamification.services.leaderboard_events import enqueue_leaderboard_events
from apps.gamification.webhook_events import CoinsChanged
from apps.settings.queries import get_default_branch

REASON = "coins.merged"

INSERT_SQL = """
    INSERT INTO gamification_cointransaction
        (id, created_at, updated_at, student_id, cause, revision, amount, reason, counts)
    SELECT new.id, posted.created_at, %(now)s, new.student, new.cause, new.revision,
        CASE WHEN new.student = %(keep)s THEN posted.amount ELSE -posted.amount END, %(reason)s, posted.counts
    FROM unnest(%(ids)s::uuid[], %(students)s::uuid[], %(causes)s::text[], %(revisions)s::int[], %(posted)s::uuid[])
        AS new (id, student, cause, revision, posted)
    JOIN gamification_cointransaction AS posted ON posted.id = new.posted
"""

PERSON_MERGE: list[Moves | Stays] = [
    Moves("gamification.LeaderboardRow", "student"),
    Moves("gamification.CoinAdjustment", "student"),
    Moves("gamification.StreakReward", "student"),
    Moves("gamification.AchievementGrant", "student", "achievements"),
    Moves("gamification.Redemption", "student"),
    Stays("gamification.CoinTransaction", "student", "append-only: booked over by a pair"),
    Stays("gamification.StudentCoin", "student", "a balance follows its ledger"),
    Stays("gamification.StudyDay", "student", "moved with its cause"),
    Stays("gamification.CoinAdjustment", "by", STAFF_ACT),
    Stays("gamification.Redemption", "decided_by", STAFF_ACT),
]


def lock_for_merge(merge: PersonMerge) -> None:
    """Lock both balances."""
    lock_balances(merge.ids)


def list_merge_amounts(merge: PersonMerge) -> list[MergeAmount]:
    """Return the coins of both."""
    balances = dict(StudentCoin.objects.filter(student__in=merge.ids).values_list("student", "balance"))
    return [MergeAmount("", balances.get(merge.keep.pk, 0), balances.get(merge.duplicate.pk, 0))]


def after_merge(merge: PersonMerge) -> None:
    """Book the coins over; days of study go with their causes."""
    keep, duplicate = merge.keep.pk, merge.duplicate.pk
    before = StudentCoin.objects.get(pk=duplicate).balance
    _add_left_causes(merge)
    days = StudyDay.objects.filter(student=duplicate).exclude(cause__in=merge.left_causes)
    days.update(
        student=keep, cause=Replace(F("cause"), Value(str(duplicate)), Value(str(keep)), output_field=TextField())
    )
    _book_over(merge)
    _move_what_is_left(merge)
    hidden = StudentCoin.objects.filter(pk=duplicate, name_hidden=True).exists()
    StudentCoin.objects.filter(pk=keep).update(changed=True, **({"name_hidden": True} if hidden else {}))
    _publish(merge, before)


def _add_left_causes(merge: PersonMerge) -> None:
    """Add the causes of this app whose facts stayed with the duplicate."""
    duplicate = merge.duplicate.pk
    streaks = StreakReward.objects.filter(student=duplicate).values_list("day", flat=True)
    grants = AchievementGrant.objects.filter(student=duplicate).values_list("achievement_id", flat=True)
    redemptions = Redemption.objects.filter(student=duplicate).values_list("pk", flat=True)
    merge.left_causes.update(f"streak:{duplicate}:{day}" for day in streaks)
    merge.left_causes.update(f"achievement:{achievement}:{duplicate}" for achievement in grants)
    merge.left_causes.update(f"redemption:{redemption}" for redemption in redemptions)


def _book_over(merge: PersonMerge) -> None:
    """Write a pair for each posting of the duplicate whose fact moved, and set both balances to their ledgers."""
    keep, duplicate = merge.keep.pk, merge.duplicate.pk
    rows = CoinTransaction.objects.filter(student=duplicate).exclude(cause__in=merge.left_causes)
    postings = list(rows.order_by("created_at", "pk").values_list("pk", "cause"))
    renamed = {cause: cause.replace(str(duplicate), str(keep)) for _pk, cause in postings}
    named = CoinTransaction.objects.filter(cause__in={*renamed, *renamed.values()}).order_by()
    revisions = Counter(dict(named.values_list("cause").annotate(last=Max("revision"))))
    entries: list[tuple[UUID, UUID, str, int, UUID]] = []
    for posted, cause in postings:
        for student, name in ((duplicate, cause), (keep, renamed[cause])):
            revisions[name] += 1
            entries.append((uuid7(), student, name, revisions[name], posted))
    with connection.cursor() as cursor:
        if entries:
            ids, students, causes, numbers, posted_ids = (list(column) for column in zip(*entries, strict=True))
            values = {"ids": ids, "students": students, "causes": causes, "revisions": numbers, "posted": posted_ids}
            cursor.execute(INSERT_SQL, {**values, "now": timezone.now(), "keep": keep, "reason": REASON})
        for student in merge.ids:
            cursor.execute(REPAIR_SQL, [student])


def _move_what_is_left(merge: PersonMerge) -> None:
    """Take the coins of causes that stayed with the duplicate, and give them to the kept pupil."""
    left = CoinTransaction.objects.filter(student=merge.duplicate, cause__in=merge.left_causes)
    amount = left.aggregate(total=Sum("amount", default=0))["total"]
    if not amount:
        return
    today = get_today(get_default_branch().zone)
    awards = []
    for student, moved in ((merge.duplicate.pk, -amount), (merge.keep.pk, amount)):
        row = CoinAdjustment.objects.create(student_id=student, by=None, amount=moved, reason="", on=today)
        awards.append((row, Award(student, f"manual:{row.pk}", moved)))
    award_coins_in_bulk(awards=[award for _row, award in awards], reason=REASON)
    for row, award in awards:
        row.entry = CoinTransaction.objects.get(cause=award.cause)
        row.save(update_fields=["entry", "updated_at"])


def _publish(merge: PersonMerge, moved: int) -> None:
    if not moved:
        return
    keep = StudentCoin.objects.get(pk=merge.keep.pk)
    cause = f"merge:{merge.duplicate.pk}"
    change = {"amount": moved, "balance": keep.balance, "cause": cause}
    publish_event(get_user_stream(keep.pk), events.CoinsChanged(reason=REASON, **change))
    publish_webhook_event(CoinsChanged(student=str(keep.pk), **change))
    enqueue_leaderboard_events({keep.pk})
