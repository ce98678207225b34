"""What is found in the books afterwards: who was told that it is there, and is it there, once?"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count
from django.db.models.functions import Now

from apps.events.models import StreamEvent
from apps.events.publishing import get_wall_stream
from apps.gamification.models import CoinTransaction
from apps.gamification.queries.ledger import get_coin_balance, sum_coin_ledger
from apps.homework.job_kinds import PROCESS_AUDIO
from apps.homework.models import Attempt, AttemptState
from apps.jobs.models import Job, JobState
from apps.payments import models as payments
from tests.crash import FLUSH
from tests.crash.centre import SLACK, list_overdue_jobs

FINAL = (AttemptState.SCORED, AttemptState.TRANSCRIBED, AttemptState.REFUSED)
ENDS = ("attempt.scored", "attempt.refused")


@dataclass
class LossCount:
    """Of one victim's turn: what was acknowledged, and how much of that is lost or there more than once.

    With the sweeper everything that is not done in the end is `lost`. Without it only what nobody will ever do;
    `slow` is what somebody would still have done.
    """

    victim: str
    kills: int = 0
    hit: int = 0
    submissions: int = 0
    payments: int = 0
    unanswered: int = 0
    again: int = 0
    lost: int = 0
    slow: int = 0
    doubled: int = 0
    stuck: int = 0
    dead: int = 0
    seconds: float = 0.0
    refused: Counter[str] = field(default_factory=Counter)

    def count_bad(self):
        """How much of what was asked is not there, once."""
        return self.lost + self.doubled + self.stuck + self.dead + self.unanswered


def count_unfinished(submissions):
    """How many acknowledged submissions have no result yet."""
    attempts = [submission.attempt for submission in submissions if submission.attempt]
    return len(attempts) - Attempt.objects.filter(pk__in=attempts, state__in=FINAL).count()


def count_abandoned(submissions, *, unread=False):
    """How many of them lie with a process that is gone: not done, and nobody renews the lease. With `unread` those too
    that wait though nobody is at anything: nobody was told of them.
    """
    left = list_overdue_jobs()
    if unread and not Job.objects.filter(state=JobState.LEASED, leased_until__gte=Now()).exists():
        left |= Job.objects.filter(state=JobState.QUEUED, run_at__lt=Now() - SLACK)
    left = left.filter(kind=PROCESS_AUDIO)
    attempts = [submission.attempt for submission in submissions if submission.attempt]
    open_ones = Attempt.objects.filter(pk__in=attempts).exclude(state__in=FINAL)
    lying = set(left.values_list("object_id", flat=True))
    return sum(str(pk) in lying for pk in open_ones.values_list("pk", flat=True))


def count_losses(result, submissions, bills, *, sweeper=True):
    """Fill in what the books say of these."""
    answered, paid = [each for each in submissions if each.attempt], [bill for bill in bills if bill.paid]
    result.submissions, result.payments = len(answered), len(paid)
    result.unanswered = len(submissions) + len(bills) - len(answered) - len(paid)
    undone = count_unfinished(answered)
    left = undone if sweeper else count_abandoned(answered, unread=result.victim == FLUSH)
    result.lost, result.slow = left + _unpaid(paid), undone - left
    result.doubled = _scored_twice(submissions) + _paid_twice(bills)
    result.dead = Job.objects.filter(state=JobState.DEAD).count()
    return result


def _unpaid(bills):
    references = [bill.reference for bill in bills]
    done = payments.Payment.objects.filter(reference__in=references, status=payments.PaymentStatus.COMPLETED)
    return len(references) - sum(payment.settled == payment.amount for payment in done)


def _scored_twice(submissions):
    attempts = Attempt.objects.filter(homework__in=[submission.homework for submission in submissions])
    known = {str(pk) for pk in attempts.values_list("pk", flat=True)}
    walls = {get_wall_stream(pk) for pk in attempts.values_list("homework__assignment__group", flat=True)}
    ends = StreamEvent.objects.filter(type__in=ENDS, stream_id__in=walls)
    events = Counter(str(attempt) for attempt in ends.values_list("data__attempt", flat=True) if str(attempt) in known)
    pupils = {submission.pupil for submission in submissions}
    differ = sum(get_coin_balance(pupil) != sum_coin_ledger(pupil) for pupil in pupils)
    coins_again = CoinTransaction.objects.filter(revision__gt=1).count()
    return _count_repeated(attempts, "homework") + sum(times > 1 for times in events.values()) + differ + coins_again


def _paid_twice(bills):
    asked = {"payment__reference__in": [bill.reference for bill in bills]}
    performed = payments.ProviderTransaction.objects.filter(**asked, state=payments.TransactionState.PERFORMED)
    moved = payments.LedgerTransfer.objects.filter(**asked, kind=payments.TransferKind.MONEY_IN)
    return _count_repeated(performed, "payment") + _count_repeated(moved, "payment")


def _count_repeated(rows, field):
    """How many values of the field several rows have."""
    return rows.values(field).annotate(times=Count("pk")).filter(times__gt=1).count()
