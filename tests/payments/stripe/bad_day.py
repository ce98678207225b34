"""A bad day of Stripe's webhooks: doubled, ten at once, out of order, stale, forged, altered, about wrong amounts,
currencies, orders, modes and accounts, of unknown types. What Stripe knows is compared with our books at the end.
"""

import json
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial

from apps.core.permissions import Role
from apps.payments.gateways.base import Checkout
from apps.payments.gateways.stripe import sessions
from apps.payments.models import LedgerTransfer, Payment, ProviderTransaction, WebhookDelivery
from apps.payments.services import order_placement
from tests import factories
from tests.concurrency import call_concurrently
from tests.payments.long_runs import INVALID, TWICE, silent
from tests.payments.payment_data import create_payment_due, reload_payment
from tests.payments.stripe import stripe_calls
from tests.servers.stripe import sign

PUPILS = ("Jasur", "Laylo", "Bekzod", "Timur", "Malika")
AT_ONCE = 10
SESSION = "checkout.session."


@dataclass
class Story:
    """One payment, its session, what happened at Stripe, and what we have not been told yet."""

    payment: Payment
    session: str
    step: str = "open"
    waiting: list[bytes] = field(default_factory=list)
    told: list[bytes] = field(default_factory=list)
    lost: int = 0
    dispute: str = ""


class Day:
    """`sent` counts deliveries by kind, `wrong` what was credited or answered wrongly, `credited` what was paid."""

    def __init__(self, server, seed):
        self.server = server
        self.chance = random.Random(seed)
        self.sent = Counter()
        self.wrong = Counter()
        self.stories = []
        teacher, course = factories.make_user(Role.TEACHER, "Dilnoza"), factories.make_course()
        self.group = factories.make_group(branch=factories.make_branch(), course=course, name="A2", teacher=teacher)
        self.pupils = [factories.make_user(Role.STUDENT, name) for name in PUPILS]
        self._courses = self.credited = 0

    @property
    def count(self):
        """Deliveries so far."""
        return self.sent.total()

    def run(self, count, report_progress=silent):
        """So many deliveries, then all that Stripe has left to tell, then the comparison. `told` hears how many it were
        so far.
        """
        acts = [
            (3, self.begin), (6, self.happen), (6, self.tell), (3, self.tell_again), (1, self.tell_ten_times),
            (1, self.stale), (2, self.forge), (2, self.alter), (3, self.misfit), (1, self.unheard),
        ]  # fmt: skip
        weights = [weight for weight, _act in acts]
        while self.count < count:
            self.chance.choices(acts, weights)[0][1]()
            report_progress(self.count)
        for story in self.stories:
            self.chance.shuffle(story.waiting)
            while story.waiting:
                self.deliver("late", story, story.waiting.pop())
        self.compare()

    def begin(self):
        """Somebody wants to pay, mostly an order."""
        pupil = self.chance.choice(self.pupils)
        payment = self._order(pupil) if self.chance.random() < 0.6 else self._debt(pupil)
        url = sessions.ensure_payment_page(payment, Checkout(payment.amount, "UZS", "uz", stripe_calls.RETURN_URL))
        self.stories.append(Story(payment, url.rpartition("/")[2]))

    def happen(self):
        """Something happens at Stripe, of which we are to hear."""
        if not self.stories:
            return
        story = self.chance.choice(self.stories)
        getattr(self, f"_after_{story.step}")(story)

    def tell(self):
        """Any event that we were not told of yet."""
        story = self._one(lambda story: bool(story.waiting))
        if story is not None:
            self.deliver("in any order", story, story.waiting.pop(self.chance.randrange(len(story.waiting))))

    def tell_again(self):
        """One that we know."""
        story = self._one(lambda story: bool(story.told))
        if story is not None:
            self.expect("doubled", self.chance.choice(story.told), "duplicate")

    def tell_ten_times(self):
        """A new one, ten times at once: one is acted on."""
        story = self._one(lambda story: bool(story.waiting))
        if story is None:
            return
        body = story.waiting.pop()
        before = self._verdicts(body)
        statuses = call_concurrently([partial(stripe_calls.post_delivery, body)] * AT_ONCE)
        self.sent["ten at once"] += AT_ONCE
        after = self._verdicts(body) - before
        if set(statuses) != {200} or after["done"] + after["refused"] != 1 or after["duplicate"] != AT_ONCE - 1:
            self.wrong[f"ten at once: {dict(after)} {statuses}"] += 1
        story.told.append(body)

    def stale(self):
        """A good event with an old signature."""
        body = self._paid_body()
        self.expect("stale", body, "forged", sign(body, at=time.time() - self.chance.randint(301, 10**6)))

    def forge(self):
        """A good event that Stripe did not sign."""
        body = self._paid_body()
        headers = ("", "t=1,v1=", sign(body, scheme="v0"), sign(body, secret="whsec_not_of_stripe"), sign(b"other"))
        self.expect("forged", body, "forged", self.chance.choice(headers))

    def alter(self):
        """A good event that somebody changed on its way."""
        body = self._paid_body()
        header = sign(body)
        others = [body.replace(b"uzs", b"usd"), body + b"\n", body.replace(b" ", b""), body[:-1], b"[1]"]
        changed = self.chance.choice(others)
        self.expect("altered", changed if changed != body else body + b" ", "forged", header)

    def misfit(self):
        """A signed event that fits no transaction of ours."""
        story = self._one(lambda story: True)
        if story is None:
            return
        amount = self.server.sessions[story.session]["amount_total"]
        misfits = [({"amount_total": wrong}, {}) for wrong in (amount - 1, amount * 100, str(amount))]
        misfits += [({"currency": "usd"}, {}), ({"client_reference_id": "1000001"}, {}), ({"mode": "setup"}, {})]
        misfits += [({"id": "cs_test_of_another_shop"}, {}), ({}, {"livemode": True}), ({}, {"account": "acct_other"})]
        changes, around = self.chance.choice(misfits)
        self.expect("misfit", self._paid_body(story, changes, **around), "refused")

    def unheard(self):
        """A type of event that we know nothing of."""
        self.expect("unknown type", self.server.event("invoice.paid", {"id": "in_1"}), "ignored")

    def deliver(self, how, story, body):
        """An event that is to be acted on."""
        self.expect(how, body, "done")
        story.told.append(body)

    def expect(self, how, body, verdict, header=None):
        """Deliver it; what is not acted on moves nothing."""
        before = None if verdict == "done" else LedgerTransfer.objects.count()
        reply = stripe_calls.deliver(body, header)
        self.sent[how] += 1
        status = 400 if verdict == "forged" else 200
        if reply.status != status or (verdict != "forged" and reply.verdict != verdict):
            self.wrong[f"{how}: {reply}"] += 1
        if before is not None and LedgerTransfer.objects.count() != before:
            self.wrong[f"{INVALID}: {how}" if verdict != "duplicate" else TWICE] += 1

    def compare(self):
        """Every payment against what Stripe knows of it."""
        total = 0
        for story in self.stories:
            paid = self.server.sessions[story.session]["payment_status"] == "paid"
            money = list(ProviderTransaction.objects.filter(payment=story.payment, state__in=[2, -2]))
            created = LedgerTransfer.objects.filter(payment=story.payment, kind="money_in").count()
            refunded_total = self._back(story)
            refunded = sum(money_row.refunded for money_row in money)
            total += (sum(money_row.amount for money_row in money)) - refunded
            ended = "refunded" if refunded_total == story.payment.amount else "completed"
            expected = (paid, paid, refunded_total, ended if paid else "pending")
            outcome = (len(money), created, refunded, reload_payment(story.payment).status)
            self.credited += bool(created)
            if created > 1 or len(money) > 1:
                self.wrong[TWICE] += 1
            elif created and not paid:
                self.wrong[INVALID] += 1
            elif outcome != expected:
                self.wrong[f"{story.step}: {outcome} instead of {expected}"] += 1
        if stripe_calls.get_stripe_balance() != total:
            self.wrong[f"{stripe_calls.get_stripe_balance()} at Stripe by the books instead of {total}"] += 1

    def _back(self, story):
        intent = self.server.sessions[story.session]["payment_intent"]
        created = [refund for refund in self.server.refunds.values() if refund["payment_intent"] == intent]
        return sum(row["amount"] for row in created if row["status"] != "failed") + story.lost

    def _after_open(self, story):
        end = self.chance.choices(["paid", "delayed", "expired"], [6, 2, 1])[0]
        if end == "expired":
            self._waits(story, SESSION + "expired", self.server.expire(story.session))
        else:
            self._waits(story, SESSION + "completed", self.server.pay(story.session, delayed=end == "delayed"))
        story.step = end

    def _after_delayed(self, story):
        if self.chance.random() < 0.8:
            self._waits(story, SESSION + "async_payment_succeeded", self.server.arrive(story.session))
            story.step = "paid"
        else:
            self._waits(story, SESSION + "async_payment_failed", self.server.fail(story.session))
            story.step = "over"

    def _after_paid(self, story):
        kind = self.chance.choices(["refund", "dispute", "failing refund", "nothing"], [4, 2, 2, 6])[0]
        left = story.payment.amount - self._back(story)
        if kind == "dispute" and left:
            opened = self.server.dispute(story.session, left)
            self._waits(story, "charge.dispute.created", opened)
            story.dispute, story.step = opened["id"], "disputed"
        elif kind != "nothing" and left:
            refund = self.server.refund(story.session, self.chance.choice([left, max(1, left // 3)]))
            self._waits(story, "refund.created", refund)
            if kind == "failing refund":
                self._waits(story, "refund.failed", self.server.refund_failed(refund["id"]))
            self._waits(story, "charge.refunded", self.server.charge(story.session))

    def _after_disputed(self, story):
        end = self.chance.choice(["won", "lost"])
        closed = self.server.close_dispute(story.dispute, end)
        self._waits(story, "charge.dispute.closed", closed)
        story.lost += closed["amount"] if end == "lost" else 0
        story.step = "over"

    def _after_expired(self, story):
        """Nothing more."""

    _after_over = _after_expired

    def _waits(self, story, type, thing):  # noqa: A002
        story.waiting.append(self.server.event(type, thing))

    def _one(self, fits):
        fitting = [story for story in self.stories if fits(story)]
        return self.chance.choice(fitting) if fitting else None

    def _paid_body(self, story=None, changes=None, **around):
        """An event by which an open payment would be paid, any one unless told otherwise."""
        story = story or self._one(lambda story: True)
        session_body = self.server.seen(self.server.sessions[story.session]) if story else {"id": "cs_test_none"}
        paid = {**session_body, "status": "complete", "payment_status": "paid"}
        return self.server.event(SESSION + "completed", paid | (changes or {}), **around)

    def _verdicts(self, body):
        rows = WebhookDelivery.objects.filter(event_id=json.loads(body)["id"])
        return Counter(rows.values_list("verdict", flat=True))

    def _order(self, pupil):
        self._courses += 1
        course = stripe_calls.course_on_sale(f"course-{self._courses}", amount=self.chance.randint(1_000, 10**9))
        items = [order_placement.CourseToOrder(course, self.chance.choice([None, 1, 3]))]
        return order_placement.place_order(
            actor=pupil, buyer=pupil, learner=pupil, courses=items, currency="UZS"
        ).order.payment

    def _debt(self, pupil):
        return create_payment_due(pupil, self.group, self.chance.randint(1_000, 10**9), due_in=0)
