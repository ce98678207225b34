"""What people of a centre may do, by name: each act takes a number that says to whom and how, and may be refused."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import apps.jobs.services as jobs
from apps.accounts.models import Guardian
from apps.attendance.models import Attendance
from apps.attendance.services import registers
from apps.chat import reported_messages
from apps.chat.models import Message, ReactionKind
from apps.chat.services import changes, delivery, reading, rooms, sending
from apps.core.errors import DomainError
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Membership
from apps.courses.services import add_member, end_membership
from apps.courses.services.freezes import freeze_membership, unfreeze_membership
from apps.gamification.services.awards import award_coins
from apps.homework.models import Assignment, Attempt, Homework
from apps.homework.services import (
    appeals,
    assignment_changes,
    extensions,
    reviews,
    scoring,
    submission_files,
    submissions,
    word_corrections,
)
from apps.jobs.kinds import get_job_kind
from apps.jobs.models import Job
from apps.learning.access import get_learnt_lesson
from apps.learning.models import Enrollment, EnrollmentCause, EnrollmentSource
from apps.learning.services import enrol_user, progress
from apps.learning.services.enrollments import freeze_enrollment, unfreeze_enrollment
from apps.lessons.models import Lesson
from apps.lessons.services import create_lesson, delete_lesson, update_lesson
from apps.lessons.services.lesson_changes import cancel_lesson, reschedule_lesson, restore_lesson
from apps.notifications.models import Notification
from apps.notifications.services import mark_all_read, mark_read, notify
from apps.payments.models import Payment
from apps.payments.services import confirmations, overdue, payments_due, transfer_proofs
from apps.settings.models import SystemSettings
from tests import factories
from tests.homework import submission_helpers
from tests.learning.published import publish_lessons
from tests.payments.payment_data import create_payment_due
from tests.realtime.forum_acts import ForumActs
from tests.realtime.ticket_acts import TicketActs

NOW = datetime(2026, 9, 7, 10, 10, tzinfo=ZoneInfo("Asia/Tashkent"))
STEP = timedelta(seconds=2)
WORKED = ("homework.assign_open", "gamification.announce_leaderboard", "gamification.announce_leaderboards")
RESULTS = (
    submission_helpers.scored_result(50.0),
    submission_helpers.scored_result(90.0),
    submission_helpers.recorded_result(verdict="LOW_CONFIDENCE", confidence="low"),
    submission_helpers.refused_result("OFF_SCRIPT"),
    submission_helpers.refused_result("NO_SPEECH"),
)
STATUSES = ("present", "absent", "late", "excused")


class People(ForumActs, TicketActs):
    """A group of three with a lesson that goes on, one parent of all, one who may join, the office; and their acts."""

    clock: Any

    def __init__(self):
        self.admin = factories.make_user(Role.ADMIN, "Aziza")
        self.teacher = factories.make_user(Role.TEACHER, "Dilnoza", "Rahimova")
        self.parent = factories.make_user(Role.PARENT, "Gulnora", "Oripova")
        names = ("Jasur", "Laylo", "Bekzod")
        self.pupils = [factories.make_user(Role.STUDENT, name, "Oripov") for name in names]
        self.branch = factories.make_branch()
        members = tuple(self.pupils[:2])
        self.group = factories.make_group(
            branch=self.branch, course=factories.make_course(), name="A2", teacher=self.teacher, pupils=members
        )
        for pupil in self.pupils:
            Guardian.objects.create(parent=self.parent, child=pupil, kind="mother")
            submission_helpers.allow_recordings(pupil)
        self.lesson = self._lesson(-10)
        self.online = factories.make_course(slug="online")
        self.online_lessons = [{"title": "Numbers"}, {"title": "Colours", "completion": {"rule": "opened"}}]
        self._publish()
        self.learners = [
            enrol_user(actor=None, user=pupil, course=self.online, source=EnrollmentSource.OFFICE)
            for pupil in self.pupils
        ]
        self._open_discussions()
        self._open_tickets()
        self.room = rooms.open_group_room(self.group)
        self.talk = rooms.open_conversation(actor=self.teacher, person=self.pupils[0])
        self.claims = {}
        self.takes = 0
        self.acts = {name: getattr(self, f"do_{name}") for name in NAMES}

    @property
    def now(self):
        return NOW + self.passed

    passed = timedelta(0)

    def do(self, name, number):
        """Do it, and whatever follows by itself; False when it was refused, or there was nothing to do it to."""
        self.passed += STEP
        self.clock.shift(STEP)
        try:
            self.acts[name](number)
        except (DomainError, LookupError):
            return False
        self._work()
        return True

    def _work(self):
        """A worker does the jobs that change what streams tell; the speech queue waits for its own acts."""
        for _ in range(3):
            for claim in jobs.claim_jobs(queue="default", limit=200, worker="test"):
                if claim.kind in WORKED:
                    get_job_kind(claim.kind).run_handler(claim)
                    jobs.complete_job_unless_done(claim)
            self.passed += STEP
            self.clock.shift(STEP)
        for claim in jobs.claim_jobs(queue="speech", limit=50, worker="test"):
            self.claims[claim.object_id] = claim

    def _lesson(self, minutes):
        starts = NOW + timedelta(minutes=minutes)
        times = {"starts_at": starts, "ends_at": starts + timedelta(minutes=45)}
        return create_lesson(actor=None, group=self.group, topic="Unit 3", **times)

    def _pupil(self, number):
        return self.pupils[number % len(self.pupils)]

    def _homework(self, number):
        rows = Homework.objects.select_related("assignment__group", "student", "last_attempt").order_by("id")
        return _one(list(rows), number)

    def _assignment(self, number):
        return _one(list(Assignment.objects.order_by("id")), number)

    # homework

    def do_assign(self, number):
        deadline = self.now + timedelta(days=2) if number % 3 else None
        submission_helpers.assign_reading(self.group, title=f"Unit {number}", deadline=deadline)

    def do_change(self, number):
        values = {"title": f"Again {number}"}
        if number % 2:
            values = {"deadline": self.now + timedelta(days=1 + number % 5)}
        assignment_changes.change_assignment(actor=self.teacher, assignment=self._assignment(number), values=values)

    def do_withdraw(self, number):
        assignment_changes.withdraw_assignment(actor=self.teacher, assignment=self._assignment(number))

    def do_submit(self, number):
        self.takes += 1
        row = self._homework(number)
        upload = submission_helpers.build_upload(more=b"\0" * (self.takes if number % 5 else 1))
        stored = submission_files.store_submitted_file(homework=row, upload=upload)
        submissions.submit_homework(homework=row, file=stored)

    def do_answer(self, number):
        attempt_id, claim = _one(sorted(self.claims.items()), number)
        del self.claims[attempt_id]
        if number % 7 == 0:
            jobs.fail_job(claim, reason="MemoryError", retry=False)
        else:
            models = submission_helpers.register_models()
            scoring.store_score(claim=claim, result=RESULTS[number % len(RESULTS)], models=models)

    def do_review(self, number):
        decision = "accept" if number % 2 else "return"
        reviews.review_homework(reviewer=self.teacher, homework=self._homework(number // 2), decision=decision)

    def do_appeal(self, number):
        row = self._homework(number)
        appeals.create_appeal(author=row.student, homework=row, text="All of it was said.")

    def do_extend(self, number):
        extensions.extend_homework(actor=self.teacher, homework=self._homework(number), until=None, extra_attempts=1)

    def do_correct_words(self, number):
        scored = list(Attempt.objects.filter(state="scored").order_by("id"))
        words = {number % 4: "wrong"}
        word_corrections.correct_words(actor=self.teacher, attempt=_one(scored, number), words=words)

    # register, coins, notifications

    def do_mark(self, number):
        entry = registers.MarkInput(student=self._pupil(number).pk, status=STATUSES[number % 4])
        registers.mark_pupil(actor=self.teacher, lesson=self.lesson, mark_input=entry)

    def do_unmark(self, number):
        marks = Attendance.objects.select_related("status").order_by("id")
        registers.withdraw_mark(actor=self.teacher, mark=_one(list(marks), number))

    def do_earn(self, number):
        pupil = self._pupil(number)
        cause = f"homework:{pupil.pk}-{number % 9}"
        award_coins(student=pupil, cause=cause, amount=number % 30, reason="homework.scored")

    def do_tell(self, number):
        data = {"homework": str(self.group.pk), "title": f"Unit {number}"}
        notify(user=self._pupil(number), type="homework.assigned", data=data)

    def do_read(self, number):
        mark_read(notification=_one(list(Notification.objects.order_by("id")), number))

    def do_read_all(self, number):
        mark_all_read(user=self._pupil(number))

    # memberships and lessons

    def do_join(self, number):
        add_member(actor=self.admin, group=self.group, student=self._pupil(number), joined_on=date(2026, 9, 7))

    def do_leave(self, number):
        end_membership(actor=self.admin, membership=self._membership(number))

    def do_pause(self, number):
        freeze_membership(actor=self.admin, membership=self._membership(number))

    def do_go_on(self, number):
        unfreeze_membership(actor=self.admin, membership=self._membership(number))

    def _membership(self, number):
        return _one(list(Membership.objects.filter(left_on__isnull=True).order_by("id")), number)

    def do_plan(self, number):
        self._lesson(60 + 60 * (number % 200))

    def do_move(self, number):
        starts = NOW + timedelta(minutes=75 + 60 * (number % 150))
        reschedule_lesson(actor=self.teacher, lesson=self._ahead(number), starts_at=starts, reason="A trip")

    def do_cancel(self, number):
        cancel_lesson(actor=self.teacher, lesson=self._ahead(number), reason="Snow")

    def do_restore(self, number):
        restore_lesson(actor=self.teacher, lesson=_one(list(Lesson.objects.filter(status="cancelled")), number))

    def do_rename(self, number):
        update_lesson(actor=self.teacher, lesson=self._ahead(number), values={"topic": f"Topic {number}"})

    def do_remove(self, number):
        delete_lesson(actor=self.teacher, lesson=self._ahead(number))

    def _ahead(self, number):
        return _one(list(Lesson.objects.exclude(pk=self.lesson.pk).order_by("starts_at", "id")), number)

    # online courses

    def do_publish(self, number):
        """The course again, with a lesson more or without its last one."""
        if number % 2:
            self.online_lessons.append({"title": f"Unit {number}"})
        elif len(self.online_lessons) > 1:
            self.online_lessons.pop()
        self._publish()

    def _publish(self):
        for lesson, row in zip(self.online_lessons, publish_lessons(self.online, *self.online_lessons), strict=True):
            lesson["row"] = row

    def do_open_lesson(self, number):
        standing, lesson = self._learn(number)
        progress.open_lesson(standing=standing, lesson=lesson)

    def do_do_lesson(self, number):
        standing, lesson = self._learn(number)
        progress.record_progress(standing=standing, lesson=lesson, acts=progress.LessonActs(scrolled=True))

    def _learn(self, number):
        lesson = _one(self.online_lessons, number // 3)["row"]
        return get_learnt_lesson(self._pupil(number), lesson.pk)

    def do_freeze_learner(self, number):
        enrollment = Enrollment.objects.get(pk=_one(self.learners, number).pk)
        if number % 4:
            unfreeze_enrollment(actor=self.admin, enrollment=enrollment, cause=EnrollmentCause.OFFICE)
        else:
            freeze_enrollment(actor=self.admin, enrollment=enrollment, reason="")

    # chat

    def do_write(self, number):
        """A message in the room of the group or of teacher and pupil; some are replies."""
        room = self.room if number % 2 else self.talk
        author = self.teacher if number % 3 else self.pupils[0]
        said = list(Message.objects.filter(room=room, number__isnull=False, deleted_at=None).order_by("number"))
        quoted = _one(said, number) if said and number % 5 == 0 else None
        words = {"client_id": uuid4(), "text": f"Page {number}", "reply_to": quoted}
        sending.send_message(author=author, room=room, **words)

    def do_write_at_night(self, number):
        """A message to the teacher that waits; it is delivered when something else is written to her."""
        SystemSettings.objects.update(message_hours_from="18:00")
        sending.send_message(author=self.pupils[0], room=self.talk, client_id=uuid4(), text=f"Night {number}")
        SystemSettings.objects.update(message_hours_from="08:00")
        if number % 2:
            delivery.deliver_due(now=self.now + timedelta(days=1))

    def do_edit_message(self, number):
        changes.edit_message(message=self._message(number), text=f"Rather page {number}")

    def do_delete_message(self, number):
        changes.delete_message(actor=self.teacher, message=self._message(number))

    def do_hide_message(self, number):
        """A moderator hides a message, or shows it again."""
        with unit_of_work():
            (reported_messages.restore if number % 3 == 0 else reported_messages.hide)(self._message(number // 3).pk)

    def do_react(self, number):
        user = self.teacher if number % 2 else self.pupils[0]
        kind = [*ReactionKind.values, ""][number % 7]
        changes.react_to_message(user=user, message=self._message(number), kind=kind)

    def do_read_room(self, number):
        self.talk.refresh_from_db()
        user = self.teacher if number % 2 else self.pupils[0]
        reading.mark_room_read(user=user, room=self.talk, number=number % 20)

    def _message(self, number):
        return _one(list(Message.objects.filter(number__isnull=False).order_by("id")), number)

    # money and jobs

    def do_owe(self, number):
        create_payment_due(self._pupil(number), self.group, amount=100_000 * (1 + number % 9), due_in=number % 3)

    def do_pay(self, number):
        confirmations.take_without_cash(
            actor=self.admin, payment=self._payment(number), method="transfer", amount=50_000 * (1 + number % 20)
        )

    def do_cancel_payment(self, number):
        payments_due.cancel_payment(actor=self.admin, payment=self._payment(number), reason="By mistake")

    def do_send_proof(self, number):
        payment = self._payment(number)
        file = submission_helpers.build_upload(more=b"\0" * number)
        transfer_proofs.submit_proof(actor=self.parent, payment=payment, file=cast_file(self.parent, file, number))

    def do_decide(self, number):
        rows = list(transfer_proofs.PaymentProof.objects.filter(state="sent").order_by("id"))
        decision = {"approve": bool(number % 2), "answer": "No such money"}
        transfer_proofs.decide_proof(actor=self.admin, proof=_one(rows, number), **decision)

    def do_day(self, number):
        """What was due yesterday is overdue today."""
        Payment.objects.filter(status="pending").update(due_on=NOW.date() - timedelta(days=1))
        overdue.mark_overdue_and_remind_payers()

    def _payment(self, number):
        return _one(list(Payment.objects.order_by("id")), number)

    def do_die(self, number):
        with unit_of_work():
            job = jobs.enqueue(kind="homework.assign_open", object_id=str(self.group.pk))
        claims = jobs.claim_jobs(queue="default", limit=200, worker="test")
        claim = next(claimed for claimed in claims if claimed.id == job.pk)
        jobs.fail_job(claim, reason="by chance", retry=False)

    def do_retry(self, number):
        dead = list(Job.objects.filter(state="dead", kind="homework.assign_open").order_by("id"))
        jobs.retry_dead_job(job_id=_one(dead, number).pk, actor=self.admin)


ALL = (*vars(People), *vars(ForumActs), *vars(TicketActs))
NAMES = [name.removeprefix("do_") for name in ALL if name.startswith("do_")]


def _one(rows, number):
    """Any of them, by a number; LookupError when there is none."""
    if not rows:
        raise LookupError
    return rows[number % len(rows)]


def cast_file(owner, upload, number):
    """A stored photo."""
    from apps.core.models import StoredFile

    return StoredFile.objects.create(owner=owner, path=f"p{number}", sha256="0" * 64, size=1, content_type="image/png")
