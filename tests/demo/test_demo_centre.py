"""The demo centre in small: what it holds agrees with itself, and with what the API says of it."""

import os
import stat
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q

import apps.accounts.services as accounts
from apps.accounts.models import User
from apps.attendance.models import AbsenceAlert, AbsenceNotice, Attendance, Excuse, MakeUp
from apps.attendance.queries import get_lesson_day
from apps.core import validators
from apps.core.models import NumberSeries
from apps.core.permissions import Role
from apps.courses.models import Freeze, Group, Membership, MembershipChange
from apps.courses.queries import list_memberships_in_register
from apps.homework.models import Homework
from apps.leads.models import Lead, LeadEntry
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.services import generate_lessons
from apps.payments import models as payments
from apps.payments.models import PaymentProof, ProofState
from apps.payments.queries.ledger_rules import find_violations
from apps.resources.models import LessonResource
from ml.text import build_search_key
from project.demo import demo_group, desk, school
from project.demo.school import money
from tests import factories
from tests.processes import get_test_database_url, processes, run_python  # noqa: F401

SIZE = school.CentreSize(pupils=30, groups=3, weeks=9)
NOW = datetime(2026, 11, 20, 15, 30, tzinfo=ZoneInfo("Asia/Tashkent"))


@pytest.fixture
def made(transactional_db):
    """On a Friday afternoon in Tashkent: what is made ends at that moment."""
    with time_machine.travel(NOW, tick=True):
        yield school.build_demo_centre(SIZE)
    school.get_demo_centre_file().unlink(missing_ok=True)


def test_demo_centre_is_consistent(made):
    """One test for all of it, as making it is what takes time."""
    _sizes(made)
    _people_are_who_they_are()
    _seats_are_counted()
    _nobody_is_anywhere_twice()
    _whoever_is_marked_stood_in_the_register()
    _histories_end_in_what_holds()
    _who_signs_in_sees_what_was_counted(made)
    _leads_say_how_they_came()
    _lessons_ahead_need_nothing_more()
    _its_money_adds_up()
    _homework_of_members_was_scored_by_teachers()


def _sizes(made):
    assert made.new
    assert (made.counts["pupils"], made.counts["groups"], made.counts["branches"]) == (30, 3, 2)
    assert made.counts["lessons held"] > 40
    assert made.counts["marks"] > 300
    spread = Counter(Attendance.objects.values_list("status__code", flat=True))
    assert set(spread) >= {"present", "absent", "late"}
    assert spread["present"] > sum(spread.values()) * 0.7
    assert LessonResource.objects.exists()


def _people_are_who_they_are():
    pupils = User.objects.filter(role=Role.STUDENT).order_by("number")
    assert [pupil.number for pupil in pupils] == list(range(1, 31))
    assert NumberSeries.objects.get(name="students").last == 30
    for person in User.objects.all():
        assert person.folded == build_search_key(person.full_name)
        assert validators.normalize_personal_name(person.first_name) == person.first_name
        assert validators.normalize_personal_name(person.last_name) == person.last_name
        assert person.phone is None or validators.normalize_phone(person.phone) == person.phone
        assert validators.normalize_email(person.email or "") == person.email


def _seats_are_counted():
    counted = Group.objects.annotate(here=Count("memberships", filter=Q(memberships__left_on__isnull=True)))
    for group in counted:
        assert group.seats_taken == group.here <= group.capacity
        assert group.folded == build_search_key(group.name)


def _nobody_is_anywhere_twice():
    taken = defaultdict(list)
    for lesson in Lesson.objects.exclude(status=LessonStatus.CANCELLED).order_by("starts_at"):
        for item in (lesson.room_id, lesson.teacher_id, lesson.group_id):
            taken[item].append(lesson)
    for lessons in taken.values():
        assert all(lesson.ends_at <= other.starts_at for lesson, other in zip(lessons, lessons[1:], strict=False))


def _whoever_is_marked_stood_in_the_register():
    guests = set(MakeUp.objects.values_list("lesson_id", "mark__student_id"))
    for lesson in Lesson.objects.filter(status=LessonStatus.HELD).select_related("group__branch"):
        day = get_lesson_day(lesson)
        stand = {row.student_id for row in list_memberships_in_register(lesson.group, day)}
        marked = set(Attendance.objects.filter(lesson=lesson).values_list("student_id", flat=True))
        assert marked - {student for at, student in guests if at == lesson.pk} == stand
        assert lesson.pinned_at is not None
        excused = Attendance.objects.filter(lesson=lesson, status__code="excused").values_list("student_id", flat=True)
        for student in excused:
            covers = Excuse.objects.filter(student=student, starts_on__lte=day, ends_on__gte=day)
            assert covers.filter(state="accepted").exists()
    notices = set(AbsenceNotice.objects.filter(absent=True).values_list("lesson_id", "student_id"))
    assert notices == set(Attendance.objects.filter(status__code="absent").values_list("lesson_id", "student_id"))


def _histories_end_in_what_holds():
    for membership in Membership.objects.all():
        steps = list(MembershipChange.objects.filter(membership=membership).order_by("id"))
        assert steps[-1].to_status == membership.status
        assert [step.from_status for step in steps] == ["", *(step.to_status for step in steps[:-1])]
        assert all(step.on <= later.on for step, later in zip(steps, steps[1:], strict=False))
    ended = Freeze.objects.filter(membership__left_on__isnull=False)
    assert not ended.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=F("membership__left_on"))).exists()
    for alert in AbsenceAlert.objects.filter(closed_at__isnull=True):
        marks = Attendance.objects.filter(lesson__group=alert.group_id, student=alert.student_id)
        last = marks.exclude(status__code="excused").order_by("-lesson__starts_at")[: alert.absences]
        assert {mark.status.code for mark in last.select_related("status")} == {"absent"}


def _leads_say_how_they_came():
    leads = set(Lead.objects.values_list("pk", "created_at"))
    assert leads
    assert set(LeadEntry.objects.filter(kind="created").values_list("lead", "at")) == leads


def _lessons_ahead_need_nothing_more():
    for group in Group.objects.all():
        counts = generate_lessons(group).counts
        assert (counts["added"], counts["removed"]) == (0, 0)
        assert counts["kept"] > 0


def _its_money_adds_up():
    """A centre that was made without money gets it later, once; two months of it, paid in all ways, not by all."""
    counts = school.build_demo_centre(replace(SIZE, months=2)).counts
    assert counts["payments"] > 40
    assert counts["payments"] > counts["of them open"] >= counts["of them overdue"] > 0
    assert money.create_payments_of_last_months(months=2, seed=school.SEED) == 0
    modes = Counter(payments.PaymentSchedule.objects.values_list("mode", flat=True))
    assert modes == {"month": 1, "lesson": 1, "pack": 1}
    periods = set(payments.Payment.objects.exclude(period_key__startswith="pack").values_list("period_key", flat=True))
    assert periods == {"2026-10", "2026-11"}
    paid = payments.ProviderTransaction.objects.filter(state=payments.TransactionState.PERFORMED)
    assert set(paid.values_list("provider", flat=True)) == {"cash", "transfer", "payme", "stripe"}
    assert {at.astimezone(NOW.tzinfo).month for at in paid.values_list("created_at", flat=True)} == {10, 11}
    assert set(payments.PaymentProof.objects.values_list("state", flat=True)) == {"approved"}
    shifts = payments.Shift.objects.filter(closed_at__isnull=False)
    assert shifts.exists()
    assert not shifts.exclude(counted=F("expected")).exists()
    assert payments.Expense.objects.exists()
    assert set(payments.PayMonth.objects.values_list("month", flat=True)) == {date(2026, 10, 1)}
    assert find_violations() == []


def _who_signs_in_sees_what_was_counted(made):
    group = Group.objects.order_by("-seats_taken")[0]
    lesson = Lesson.objects.filter(group=group, status=LessonStatus.HELD).order_by("-starts_at")[0]
    month = f"{get_lesson_day(lesson):%Y-%m}"
    plain = Counter(
        mark.status.counts_as
        for mark in Attendance.objects.filter(lesson__group=group).select_related("status", "lesson__group__branch")
        if f"{get_lesson_day(mark.lesson):%Y-%m}" == month
    )
    client = sign_in(made, "office")
    report = client.get(f"/attendance/reports/groups/{group.pk}/", {"month": month}).json
    assert {name: report["totals"][name] for name in plain} == dict(plain)
    for who in ("teacher", "pupil", "parent"):
        sign_in(made, who)


def sign_in(made, who):
    answer = factories.ApiClient().post("/auth/login/", {"login": made.logins[who], "password": made.password})
    assert answer.status == 200, (who, answer.json)
    return factories.ApiClient(token=answer.json["access"])


def test_second_run_creates_no_duplicates_and_the_demo_group_fits_in(made):
    assert stat.S_IMODE(school.get_demo_centre_file().stat().st_mode) == 0o600
    shown = StringIO()
    call_command("demo_centre", "--months", "0", "--children", "0", stdout=shown)
    assert "was here already" in shown.getvalue()
    assert all(word in shown.getvalue() for word in (made.password, *made.logins.values()))
    again = school.build_demo_centre(SIZE)
    assert (again.new, again.password, again.counts) == (False, made.password, made.counts)
    school.get_demo_centre_file().unlink()
    demo_group.get_demo_group_file().unlink(missing_ok=True)
    lost = school.build_demo_centre(SIZE)
    assert lost.password != made.password
    sign_in(lost, "teacher")
    try:
        assert demo_group.ensure_demo_group().password == lost.password
        assert Group.objects.count() == 4
    finally:
        demo_group.get_demo_group_file().unlink(missing_ok=True)


def _homework_of_members_was_scored_by_teachers():
    given = Homework.objects.select_related("assignment__lesson", "assignment__group")
    assert given.count() > 60
    stays = defaultdict(list)
    for stay in Membership.objects.all():
        stays[stay.group_id, stay.student_id].append((stay.joined_on, stay.left_on or date.max))
    for row in given:
        day = get_lesson_day(row.assignment.lesson)
        assert any(first <= day <= last for first, last in stays[row.assignment.group_id, row.student_id])
    reviewed = given.filter(state="reviewed")
    assert reviewed.count() > given.count() / 2
    assert not reviewed.filter(Q(score=None) | Q(last_attempt=None) | Q(reviews__score__isnull=True)).exists()
    assert not given.exclude(state="reviewed").filter(score__isnull=False).exists()


@pytest.mark.slow  # 30 s
def test_demo_centre_is_made_beside_the_demo_group(transactional_db, tmp_path):
    """As after `./talim run`: its office has entered people without an e-mail, and a proof of a transfer waits."""
    env = {**os.environ, "DATABASE_URL": get_test_database_url(), "MEDIA_ROOT": str(tmp_path / "media")}
    made = run_python(["manage.py", "demo_group"], env=env)
    assert made.returncode == 0, made.stderr
    assert User.objects.filter(email=None).count() >= 9
    owed = set(payments.Payment.objects.values_list("pk", "settled"))
    words = "--pupils 30 --groups 3 --weeks 9 --months 2 --children 0"
    done = run_python(["manage.py", "demo_centre", *words.split()], env=env)
    assert done.returncode == 0, done.stderr
    assert "Ready." in done.stdout
    assert User.objects.filter(email=demo_group.get_demo_email(school.FIRST_PUPIL)).exists()
    assert PaymentProof.objects.filter(state=ProofState.SENT, payment__in=[key for key, _ in owed]).count() == 1
    assert owed <= set(payments.Payment.objects.values_list("pk", "settled"))


@pytest.mark.parametrize("person", [{"phone": "+998901112233"}, {}], ids=["by phone", "by name"])
def test_demo_centre_is_refused_where_somebody_joined_the_demo(transactional_db, person):
    demo_group.ensure_demo_group()
    accounts.create_user(first_name="Oybek", last_name="Hamroyev", role=Role.STUDENT, **person)
    with pytest.raises(CommandError, match="not of the demo"):
        call_command("demo_centre", "--pupils", "5", "--groups", "2", "--weeks", "2")


def test_names_of_the_demo_alone_make_no_demo(transactional_db):
    first_name, last_name = desk.AFTERNOON_TEACHER
    accounts.create_user(first_name=first_name, last_name=last_name, role=Role.ADMIN)
    with pytest.raises(CommandError, match="not of the demo"):
        call_command("demo_centre", "--pupils", "5", "--groups", "2", "--weeks", "2")


def test_demo_centre_is_refused_among_real_people(transactional_db):
    factories.make_user(Role.ADMIN, "Aziza")
    with pytest.raises(CommandError, match="not of the demo"):
        call_command("demo_centre", "--pupils", "5", "--groups", "2", "--weeks", "2")
    assert User.objects.count() == 1
