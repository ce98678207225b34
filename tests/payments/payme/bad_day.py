"""Payme on a bad day: calls doubled, at once, out of order, stale, forged and altered.

Each payment is credited exactly once by what is valid, and never by what is not; every repeat is answered alike.
"""

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.payments.models import EntrySide, LedgerEntry, LedgerTransfer, Payment, ProviderTransaction
from tests.concurrency import call_concurrently
from tests.factories import make_branch, make_course, make_group, make_user
from tests.payments import payment_data
from tests.payments.long_runs import INVALID, TWICE, silent
from tests.payments.payme.payme_client import CUMULATIVE_KEY, TIMEOUT, Payme, account_for, new_id, now_ms

FORGED = "forged"


@dataclass
class Story:
    """One payment, or (without one) one top-up, and what was sent about it."""

    payment: Payment | None
    amount: int
    account: dict[str, str]
    ids: list[str] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)


class BadDay:
    """Sends calls of every kind in an order that the seed decides, and counts what was wrong. `credited`: how many
    payments and top-ups were paid, counted at the end.
    """

    def __init__(self, *, students, group, seed):
        self.random = random.Random(seed)
        self.students, self.group = students, group
        self.sent = Counter()
        self.wrong = Counter()
        self.stories = []
        self.desks = {True: Payme(), False: Payme(CUMULATIVE_KEY)}
        self.count = self.credited = 0

    def run(self, count, report_progress=silent):
        """At least so many deliveries, then the books. `told` hears how many it were so far."""
        kinds = [
            self._pay,
            self._cancelled_first,
            self._refunded,
            self._stale,
            self._forged,
            self._altered,
            self._at_once,
        ]
        while self.count < count:
            [tell] = self.random.choices(kinds, weights=[5, 2, 2, 1, 2, 3, 2])
            tell(self._story())
            if len(self.stories) > 5 and self.random.random() < 0.5:
                self._echo(self.random.choice(self.stories))
            report_progress(self.count)
        self._check_books()

    def _story(self):
        student = self.random.choice(self.students)
        amount = self.random.randrange(100_000, 90_000_000)
        story = Story(None, amount, {"student": str(student.number)})
        if self.random.random() < 0.7:
            payment = payment_data.create_payment_due(student, self.group, amount)
            if payment.outstanding:
                story = Story(payment, payment.outstanding, account_for(payment))
        self.stories.append(story)
        return story

    def _desk(self, story):
        return self.desks[story.payment is not None]

    def _params(self, story, **other):
        return {"id": new_id(), "time": now_ms(), "amount": story.amount, "account": story.account, **other}

    def _send(self, story, method, params, *expected):
        """Send a call once, or several times: the answers are the same, and one of those expected."""
        times = self.random.choice((1, 1, 1, 2, 3))
        replies = [self._desk(story).call(method, params) for _time in range(times)]
        self._counted(method, times)
        self._same(story, method, params, replies)
        if replies[0].code not in expected:
            self.wrong[f"{method}: {replies[0].code} instead of {expected}"] += 1
        return replies[0]

    def _counted(self, what, times=1):
        self.sent[what] += times
        self.count += times

    def _same(self, story, method, params, replies):
        if len({reply.raw for reply in replies}) > 1:
            self.wrong[f"{method}: a repeat got another answer"] += 1
        if replies[0].code is None and method in ("PerformTransaction", "CancelTransaction"):
            story.answers[json.dumps([method, params])] = replies[0].raw

    def _create(self, story):
        params = self._params(story)
        if self._send(story, "CreateTransaction", params, None).code is None:
            story.ids.append(params["id"])
        return str(params["id"])

    def _pay(self, story):
        self._send(story, "CheckPerformTransaction", self._params(story), None)
        identifier = self._create(story)
        self._send(story, "PerformTransaction", {"id": identifier}, None)
        self._send(story, "CheckTransaction", {"id": identifier}, None)

    def _cancelled_first(self, story):
        identifier = self._create(story)
        self._send(story, "CancelTransaction", {"id": identifier, "reason": 3}, None)
        self._send(story, "PerformTransaction", {"id": identifier}, -31008)
        self._pay(story)

    def _refunded(self, story):
        self._pay(story)
        self._send(story, "CancelTransaction", {"id": story.ids[-1], "reason": 5}, None, -31007)

    def _stale(self, story):
        self._send(story, "CreateTransaction", self._params(story, time=now_ms() - TIMEOUT - 60_000), -31008)
        self._send(story, "PerformTransaction", {"id": new_id()}, -31003)
        self._send(story, "CancelTransaction", {"id": new_id(), "reason": 5}, -31003)

    def _forged(self, story):
        identifier = self._create(story)
        stranger = Payme(self.random.randbytes(18).hex(), address=f"198.51.100.{self.random.randrange(256)}")
        for method, params in (
            ("CreateTransaction", self._params(story)),
            ("PerformTransaction", {"id": identifier}),
            ("CancelTransaction", {"id": identifier, "reason": 5}),
        ):
            self._counted(FORGED)
            if stranger.call(method, params).code != -32504:
                self.wrong["a forged call was let in"] += 1
        self._send(story, "CheckTransaction", {"id": identifier}, None)
        self._send(story, "PerformTransaction", {"id": identifier}, None)

    def _altered(self, story):
        """The wrong amount, account, type, method; bytes that were cut off; then the right call."""
        wrong_amount = story.amount + 1 if story.payment else 1
        self._send(story, "CreateTransaction", self._params(story, amount=wrong_amount), -31001)
        self._send(story, "CreateTransaction", self._params(story, amount=str(story.amount)), -32600)
        self._send(story, "CreateTransaction", self._params(story, account={"payment": "1", "student": "1"}), -31050)
        self._send(story, "ReceiveTransaction", self._params(story), -32601)
        cut = json.dumps({"method": "CreateTransaction", "params": self._params(story), "id": 1}).encode()
        self._counted("cut off")
        if self._desk(story).send(cut[: self.random.randrange(len(cut))]).code not in (-32700, -32600):
            self.wrong["a call that was cut off was read"] += 1
        self._pay(story)
        other = self._params(story, id=story.ids[-1], amount=story.amount + 1)
        self._send(story, "CreateTransaction", other, -31001)

    def _at_once(self, story):
        """Every call ten times at one moment."""
        desk, params = self._desk(story), self._params(story)
        identifier = str(params["id"])
        story.ids.append(identifier)
        for method, sent in (("CreateTransaction", params), ("PerformTransaction", {"id": identifier})):
            replies = call_concurrently([partial(desk.call, method, sent)] * 10)
            self._counted(f"{method}, ten at once", 10)
            self._same(story, method, sent, replies)
            if replies[0].code is not None:
                self.wrong[f"{method} at once: {replies[0].code}"] += 1

    def _echo(self, story):
        """An old call again, out of order: the answer it got then, unless it was overtaken since."""
        for key, first in list(story.answers.items()):
            method, params = json.loads(key)
            again = self._desk(story).call(method, params)
            self._counted(f"{method}, late repeat")
            cancelled = any(json.loads(other)[0] == "CancelTransaction" for other in story.answers)
            if again.raw != first and not (method == "PerformTransaction" and cancelled and again.code == -31008):
                self.wrong["a late repeat got another answer"] += 1

    def _check_books(self):
        for story in self.stories:
            rows = ProviderTransaction.objects.filter(provider_id__in=story.ids)
            for money in rows:
                posted = LedgerTransfer.objects.filter(cause__startswith=f"money:{money.pk}:", kind="money_in").count()
                if posted > 1:
                    self.wrong[TWICE] += 1
                elif posted != (money.state in (2, -2)):
                    self.wrong["credited without being performed, or the other way round"] += 1
            performed = [money for money in rows if money.state in (2, -2)]
            self.credited += bool(performed)
            if story.payment is not None and len(performed) > 1:
                self.wrong[TWICE] += 1
        known = {identifier for story in self.stories for identifier in story.ids}
        strangers = ProviderTransaction.objects.exclude(provider_id__in=known)
        if strangers.exists():
            self.wrong[INVALID] += strangers.count()
        sides = [LedgerEntry.objects.filter(side=side).values_list("amount", flat=True) for side in EntrySide]
        if sum(sides[0]) != sum(sides[1]):
            self.wrong["the books do not balance"] += 1


def create_bad_day(seed):
    """A day with five pupils who owe and pay; what happens is decided by the seed."""
    teacher = make_user(Role.TEACHER, "Dilnoza")
    students = [make_user(Role.STUDENT, name) for name in ("Jasur", "Laylo", "Bekzod", "Timur", "Malika")]
    for number, student in enumerate(students, start=90_001):
        User.objects.filter(pk=student.pk).update(number=number)
        student.number = number
    group = make_group(branch=make_branch(), course=make_course(), name="A2", teacher=teacher, pupils=tuple(students))
    return BadDay(students=students, group=group, seed=seed)
