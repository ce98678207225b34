"""The simulated month: every 15 minutes the scheduler and a worker, and what people do in between."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

import time_machine
from django.conf import settings
from django.utils import timezone

import apps.jobs.services as jobs
import apps.settings.services as system_settings
from apps.accounts.models import Guardian, TelegramLink, User
from apps.attendance.services.registers import MarkInput, mark_register
from apps.core.errors import DomainError
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.courses.queries import list_current_pupils
from apps.homework.models import Homework, HomeworkState
from apps.homework.services import assignments, reviews
from apps.homework.services.submissions import submit_homework
from apps.jobs import runner
from apps.jobs.models import Job
from apps.jobs.scheduler import enqueue_due_periodic_jobs
from apps.lessons.models import Lesson
from apps.notifications.models import AnnouncementScope, MessageSettings
from apps.payments.models import OPEN_STATUSES, Payment
from apps.payments.services import confirmations
from apps.portal.services import announcements
from bench.month.providers import MessageProviders
from project.demo import school
from project.demo.school.structure import ZONE

LOCAL = ZoneInfo(ZONE)
START_AHEAD = timedelta(days=31)
"""The month starts so far ahead, because jobs are claimed by the database's clock and must lie in its future."""
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
SIZE = school.CentreSize(pupils=120, groups=10, weeks=2, months=1)
TICK = timedelta(minutes=15)
BUDGET = 40_000_00
"""In tiyin: small enough to be used up by the month's SMS."""
LINKED, BLOCKS, WANTS_DIGEST, OWN_QUIET = 0.6, 0.1, 0.2, 0.2
AWAY, HANDS_IN, PAYS = 0.12, 0.7, 0.03
CLOSES_EARLY = timedelta(minutes=5)


def simulate_month(edges: MessageProviders, *, days: int) -> None:
    """Build the centre on the first morning of a future month, and simulate so many days."""
    first = (datetime.now(LOCAL) + START_AHEAD).date().replace(day=1) + timedelta(days=31)
    morning = datetime.combine(first.replace(day=1), time(7), LOCAL)
    began = timezone.now()
    with time_machine.travel(morning, tick=True) as clock:
        print("   building the centre …")
        school.build_demo_centre(SIZE)
        _use_smtp()
        month = _MonthSimulation(edges, random.Random(7), began=began)
        month.settle()
        ends = morning + timedelta(days=days)
        at = morning
        while at < ends:
            clock.move_to(at, tick=True)
            if at.hour == 7 and not at.minute:
                print(f"   {at:%d %B}: {len(edges.arrived)} messages so far …")
            month.quarter(at)
            at += TICK
        clock.move_to(ends, tick=True)
        month.work()


def _use_smtp() -> None:
    """Send e-mail by SMTP, also where Django's test environment would keep it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


class _MonthSimulation:
    def __init__(self, edges: MessageProviders, rng: random.Random, *, began: datetime) -> None:
        self.edges, self.rng, self.began = edges, rng, began
        self.admin = User.objects.get(email="admin@demo.example")
        self.groups = list(Group.objects.select_related("lead_teacher", "branch", "course"))
        self.told: set[Lesson] = set()

    def settle(self) -> None:
        """Set up families: verified phones, Telegram links, preferences."""
        system_settings.update_system_settings(actor=self.admin, sms_month_budget=BUDGET)
        parents = list(User.objects.filter(pk__in=Guardian.objects.values("parent")).order_by("email"))
        for number, parent in enumerate(parents):
            parent.phone_verified_at = timezone.now()
            parent.zone = "Europe/Moscow" if number % 7 == 0 else ZONE
            parent.save(update_fields=["phone_verified_at", "zone"])
            if self.rng.random() < LINKED:
                TelegramLink.objects.create(user=parent, chat_id=5_000_000 + number, linked_at=timezone.now())
                if self.rng.random() < BLOCKS:
                    self.edges.telegram.blocked.add(5_000_000 + number)
            if self.rng.random() < OWN_QUIET:
                digest = "daily" if self.rng.random() < WANTS_DIGEST / OWN_QUIET else "off"
                MessageSettings.objects.create(
                    user=parent, quiet_from=time(20, 30), quiet_until=time(9), digest=digest, digest_at=time(18)
                )

    def quarter(self, at: datetime) -> None:
        """Run what people do in these 15 minutes, then the scheduler, then the worker."""
        for act in (self._registers, self._homework, self._payments, self._announcements):
            act(at)
        enqueue_due_periodic_jobs(timezone.now())
        self.work()

    def work(self) -> None:
        """Run due jobs until none is left. Jobs postponed by the database's clock run again 15 minutes later."""
        Job.objects.filter(state="queued", run_at__lte=self.began + START_AHEAD / 2).update(run_at=LONG_AGO)
        while True:
            Job.objects.filter(state="queued", run_at__range=(self.began + START_AHEAD / 2, timezone.now())).update(
                run_at=LONG_AGO
            )
            claims = jobs.claim_jobs(queue="default", limit=50, worker="month")
            if not claims:
                return
            for claim in claims:
                runner.run_job(claim)
                self.edges.note()

    def _registers(self, at: datetime) -> None:
        """The teacher marks the register when the lesson ends."""
        ended = Lesson.objects.filter(ends_at__gt=at - TICK, ends_at__lte=at, group__in=self.groups)
        for lesson in ended.select_related("group__lead_teacher"):
            present = list_current_pupils(lesson.group)
            entries = [
                MarkInput(student=pupil.pk, status="absent" if self.rng.random() < AWAY else "present")
                for pupil in present
            ]
            _attempt(partial(mark_register, actor=lesson.group.lead_teacher, lesson=lesson, inputs=entries))

    def _homework(self, at: datetime) -> None:
        """Assigned on Mondays and Thursdays at noon, submitted at any hour, reviewed at 21:00."""
        if (at.weekday(), at.hour, at.minute) in ((0, 12, 0), (3, 12, 0)):
            for group in self.groups:
                assignments.assign_homework(
                    author=group.lead_teacher, group=group, kind="text", title=f"Essay of {at:%d %B}",
                    question="What did you do?", deadline=at + timedelta(days=2, hours=8),
                )  # fmt: skip
        open_ones = Homework.objects.filter(state=HomeworkState.ASSIGNED, assignment__deadline__gt=at)
        for homework_item in open_ones.select_related("assignment__group", "student"):
            if self.rng.random() < HANDS_IN / 200:
                _attempt(partial(submit_homework, homework=homework_item, text=f"I did {homework_item.pk}."))
        if (at.hour, at.minute) == (21, 0):
            waiting = Homework.objects.filter(state=HomeworkState.NEEDS_REVIEW)
            for homework_item in waiting.select_related("assignment__group__lead_teacher"):
                taught = homework_item.assignment.group
                assert taught is not None
                _attempt(
                    partial(
                        reviews.review_homework,
                        reviewer=taught.lead_teacher,
                        homework=homework_item,
                        decision="accept",
                        score=Decimal(80),
                    )
                )

    def _payments(self, at: datetime) -> None:
        if (at.hour, at.minute) == (11, 0):
            for payment in Payment.objects.filter(status__in=OPEN_STATUSES):
                if self.rng.random() < PAYS:
                    _attempt(
                        partial(confirmations.take_without_cash, actor=self.admin, payment=payment, method="transfer")
                    )

    def _announcements(self, at: datetime) -> None:
        """To a group on Tuesdays late in the evening, to a branch on Fridays, to all parents on the tenth."""
        if (at.hour, at.minute) != (22, 30):
            return
        if at.weekday() == 1:
            group = self.rng.choice(self.groups)
            self._announce(AnnouncementScope.GROUP, group.pk)
        elif at.weekday() == 4:
            self._announce(AnnouncementScope.BRANCH, self.groups[0].branch_id)
        elif at.day == 10:
            self._announce(AnnouncementScope.ROLE, role=Role.PARENT)

    def _announce(self, scope: AnnouncementScope, object_id: UUID | None = None, role: str = "") -> None:
        drafted = announcements.draft_announcement(
            author=self.admin,
            scope=scope,
            object_id=object_id,
            role=role,
            audience=("pupils", "parents"),
            title={"uz": "E'lon", "ru": "Объявление"},
            text={
                "uz": f"Ertaga dars bo'ladi ({timezone.now():%d.%m}).",
                "ru": f"Завтра урок ({timezone.now():%d.%m}).",
            },
            channels=("telegram", "sms"),
        )
        announcements.schedule_announcement(announcement=drafted)


def _attempt(act: Callable[[], object]) -> None:
    """Do it unless the rules refuse; people try such things."""
    try:
        with unit_of_work():
            act()
    except DomainError:
        pass
