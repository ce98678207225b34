"""Months of a centre in two time zones with rows of all measures, and corrections of them afterwards."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import time_machine
from django.db import connection, transaction
from django.db.models import Model

from apps.attendance.models import Attendance, AttendanceStatus
from apps.chat.models import ChatRoom, Message
from apps.courses.models import Freeze, Group, Membership, MembershipChange
from apps.forums.models import Discussion, Forum, Reply
from apps.gamification.models import CoinTransaction
from apps.homework.models import Attempt, Homework
from apps.leads.models import Lead, LeadStage
from apps.lessons.models import Lesson
from apps.payments.models import LedgerAccount, LedgerEntry, LedgerTransfer, Payment
from apps.quizzes.models import Quiz, QuizAttempt
from apps.settings.models import Branch
from apps.support.models import Ticket
from tests.centre.row_factory import create_row
from tests.portal.figures.random_centre import NOW, RandomCentre

DAY = timedelta(days=1)
HOURS = timedelta(hours=7)


def write_at(model: type[Any], moment: Any, **values: Any) -> Any:
    """Write a row that was made at a moment."""
    with time_machine.travel(moment, tick=False):
        return model.objects.create(**values)


class MonthsOfChance(RandomCentre):
    """A random centre that also has quizzes, coins, a ledger, leads, tickets, forums and chats."""

    def write(self) -> None:
        super().write()
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
        for _number in range(40):
            self.write_transfer()
        for _number in range(25):
            self.write_coins()
            self.write_lead()
            self.write_ticket()
        self._quizzes()
        self._texts()
        Group.objects.update(seats_taken=100)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = DEFAULT")

    def write_transfer(self) -> None:
        """A charge of a group, money in, or a refund, with its two entries."""
        pick, number = self.random, uuid4().hex
        branch, currency = pick.choice(self.branches), pick.choice(["UZS", "UZS", "USD"])
        kind = pick.choice(["charge", "charge", "money_in", "money_in", "reversal", "paid_back", "taken_back"])
        payment = None
        if kind in ("charge", "taken_back"):
            payment = Payment.objects.create(
                reference=number[:20], student=pick.choice(self.pupils), branch=branch, gross=1000, amount=1000,
                group=pick.choice([None, *self.groups]), currency=currency, due_on=self.day(),
            )  # fmt: skip
        transfer = LedgerTransfer.objects.create(
            kind=kind, cause=number, currency=currency, branch=branch, on=self.day(after=0), payment=payment
        )
        other = "revenue" if kind in ("charge", "taken_back") else "bank"
        account, _ = LedgerAccount.objects.get_or_create(kind=other, currency=currency, branch=branch)
        pupil, _ = LedgerAccount.objects.get_or_create(
            kind="student", currency=currency, student=pick.choice(self.pupils)
        )
        grows = "credit" if other == "revenue" else "debit"
        side = grows if kind in ("charge", "money_in") else {"credit": "debit", "debit": "credit"}[grows]
        amount = pick.randint(1, 900) * 100
        for place, at in ((account, side), (pupil, {"credit": "debit", "debit": "credit"}[side])):
            LedgerEntry.objects.create(transfer=transfer, account=place, side=at, amount=amount)

    def write_coins(self) -> None:
        pick = self.random
        write_at(
            CoinTransaction, self.moment(), student=pick.choice(self.pupils), cause=uuid4().hex, revision=1,
            amount=pick.choice([-3, 2, 5, 20]), reason="homework", counts=pick.random() < 0.8,
        )  # fmt: skip

    def write_lead(self) -> Lead:
        pick, moment = self.random, self.moment()
        stage = LeadStage.objects.order_by("place").first() or create_row(LeadStage, name={"en": "New"})
        made: Lead = write_at(
            Lead, moment, branch=pick.choice(self.branches), name="Nodira", source="phone", stage=stage,
            course=pick.choice([None, self.groups[0].course]), converted_at=NOW if pick.random() < 0.3 else None,
        )  # fmt: skip
        return made

    def write_ticket(self) -> Ticket:
        made: Ticket = write_at(
            Ticket, self.moment(), number=Ticket.objects.count() + 1, source="app",
            branch=self.random.choice(self.branches), priority="low", subject="Door", mail_token=uuid4().hex,
        )  # fmt: skip
        return made

    def write_message(self, room: ChatRoom) -> None:
        number = Message.objects.filter(room=room).count() + 1
        Message.objects.create(
            room=room, author=self.random.choice(self.pupils), number=number, client_id=uuid4(), text="Salom",
            sent_at=self.moment(),
        )  # fmt: skip

    def write_attempt(self, quiz: Quiz, number: int) -> None:
        pick, moment = self.random, self.moment()
        scored = pick.random() < 0.7
        QuizAttempt.objects.create(
            quiz=quiz, user=pick.choice(self.pupils), number=number, seed=1, started_at=moment, handed_in_at=moment,
            handed_in_by="learner", max_score=7, state="scored" if scored else "waiting",
            score=pick.randint(0, 7) if scored else None,
        )  # fmt: skip

    def _quizzes(self) -> None:
        for group in [*self.groups, None]:
            quiz = Quiz.objects.create(title="Q", group=group)
            for number in range(1, 8):
                self.write_attempt(quiz, number)

    def _texts(self) -> None:
        places: list[dict[str, Any]] = [{"kind": "centre"}, {"kind": "branch", "branch": self.branches[1]}]
        for place in [*places, *({"kind": "group", "group": group} for group in self.groups)]:
            forum, _ = Forum.objects.get_or_create(**place)
            thread = write_at(
                Discussion, self.moment(), forum=forum, kind="talk", title="T", text="T", last_activity_at=NOW,
                author=self.random.choice(self.pupils),
            )  # fmt: skip
            for _number in range(4):
                write_at(Reply, self.moment(), discussion=thread, text="R", author=self.random.choice(self.pupils))
        for group in self.groups:
            room, _ = ChatRoom.objects.get_or_create(
                group=group, defaults={"kind": "group", "branch": group.branch, "last_at": NOW}
            )
            for _number in range(6):
                self.write_message(room)

    def correct(self) -> None:
        """Late corrections, moves, deletions and additions, of each table a few."""
        self._correct_memberships()
        self._correct_lessons()
        for homework in self._some(Homework, 5):
            Homework.objects.filter(pk=homework.pk).update(score=33)
        for attempt in self._some(Attempt, 4):
            Attempt.objects.filter(pk=attempt.pk).update(late=not attempt.late, created_at=self.moment())
        self._some(Attempt, 1)[0].delete()
        self._some(Homework, 1)[0].delete()
        for attempt in self._some(QuizAttempt, 4):
            QuizAttempt.objects.filter(pk=attempt.pk).update(score=1, state="scored", handed_in_at=self.moment())
        for lead in self._some(Lead, 4):
            Lead.objects.filter(pk=lead.pk).update(converted_at=NOW)
        Lead.objects.filter(pk=self._some(Lead, 1)[0].pk).update(merged_at=NOW)
        Ticket.objects.filter(pk=self._some(Ticket, 1)[0].pk).update(branch=self.branches[1])
        Reply.objects.filter(pk__in=[row.pk for row in self._some(Reply, 3)]).update(deleted_at=NOW)
        self._some(Discussion, 1)[0].delete()
        Message.objects.filter(pk__in=[row.pk for row in self._some(Message, 3)]).update(hidden_at=NOW)
        self.write_message(ChatRoom.objects.order_by("id")[0])
        self.write_coins()
        with transaction.atomic():
            for _number in range(5):  # refunds among them
                self.write_transfer()

    def _correct_memberships(self) -> None:
        there = Membership.objects.filter(group=self.groups[3]).values("student")
        moved = Membership.objects.filter(left_on=None).exclude(student__in=there).order_by("id")[0]
        Membership.objects.filter(pk=moved.pk).update(status="left", left_on=max(moved.joined_on, NOW.date() - 9 * DAY))
        Membership.objects.create(group=self.groups[3], student=moved.student, joined_on=NOW.date() - 8 * DAY)
        for membership in self._some(Membership.objects.filter(left_on__isnull=False), 4):
            Membership.objects.filter(pk=membership.pk).update(left_on=membership.left_on + 3 * DAY)
        self._some(Membership, 1)[0].delete()
        for change in self._some(MembershipChange.objects.filter(from_status="trial"), 2):
            MembershipChange.objects.filter(pk=change.pk).update(on=change.on + 2 * DAY)
        for freeze in self._some(Freeze, 2):
            Freeze.objects.filter(pk=freeze.pk).update(ends_on=freeze.starts_on + 40 * DAY)
        self._some(Freeze, 1)[0].delete()

    def _correct_lessons(self) -> None:
        for lesson in self._some(Lesson, 4):
            Lesson.objects.filter(pk=lesson.pk).update(
                starts_at=lesson.starts_at - 11 * DAY + HOURS, ends_at=lesson.ends_at - 11 * DAY + HOURS, status="held"
            )
        status = AttendanceStatus.objects.get(code="late")
        for mark in self._some(Attendance, 5):
            Attendance.objects.filter(pk=mark.pk).update(status=status)
        self._some(Attendance, 1)[0].delete()

    def move_places(self) -> None:
        """A group moves to another branch, and a branch to another time zone: all days have other boundaries."""
        Group.objects.filter(pk=self.groups[0].pk).update(branch=self.branches[1])
        Branch.objects.filter(pk=self.branches[1].pk).update(zone="America/New_York")

    def _some(self, rows: Any, count: int) -> list[Any]:
        query = rows.objects.all() if isinstance(rows, type) and issubclass(rows, Model) else rows
        return self.random.sample(list(query.order_by("id")), count)
