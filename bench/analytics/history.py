"""Fills five years of a centre with 100,000 pupils: 10 million rows that measures count, in statements of SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import NOT_PROVIDED, AutoField, CharField, DateTimeField, Field, Model, TextField
from django.utils import timezone

from apps.accounts.models import User
from apps.attendance.models import Attendance
from apps.chat.models import ChatRoom, Message
from apps.core.permissions import Role
from apps.courses.models import Course, Group, Membership, MembershipChange
from apps.forums.models import Discussion, Forum, Reply
from apps.gamification.models import CoinTransaction
from apps.homework.models import Assignment, Attempt, Homework
from apps.leads.models import Lead, LeadStage
from apps.lessons.models import Lesson
from apps.payments.models import LedgerAccount, LedgerEntry, LedgerTransfer
from apps.quizzes.models import Quiz, QuizAttempt
from apps.settings.models import Branch
from apps.support.models import Ticket

YEARS, GROUP_DAYS, GROUP_SIZE = 5, 280, 20
LESSONS, HOMEWORKS, QUIZZES, MESSAGES, REPLIES, COINS = 40, 15, 7, 15, 3, 10
"""Lessons, homeworks and quizzes of a group; messages, replies and coins of a pupil."""
BRANCHES, COURSES, TEACHERS = 8, 40, 500
EVENTS = (Attendance, Homework, Attempt, QuizAttempt, Message, Reply, CoinTransaction)
"""Models whose rows are events."""

_ID = """
CREATE OR REPLACE FUNCTION pg_temp.id_at(moment timestamptz, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '7' || substr(md5(number::text), 1, 3)
            || '8' || substr(md5(number::text), 4, 15))::uuid
$$"""
"""Ids are ordered by time, as those of the platform (UUIDv7, RFC 9562)."""


@dataclass(frozen=True)
class History:
    """Who looks at the filled centre, and its first day."""

    first: date
    director: User
    manager: User
    teacher: User
    pupil: User


def fill_history(pupils: int) -> History:
    """Fill the empty database."""
    first = timezone.now().date() - timedelta(days=365 * YEARS)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(_ID)
    with without_triggers():
        people = _fill_places(first, pupils)
        _fill_memberships()
        for fill in (_fill_lessons, _fill_homework, _fill_quizzes, _fill_texts, _fill_rest):
            fill()
    director, manager = people
    last = Group.objects.filter(lead_teacher__isnull=False).order_by("-starts_on", "-id")[0]
    pupil = User.objects.filter(memberships__group=last).order_by("pk")[0]
    assert last.lead_teacher is not None
    return History(first, director, manager, last.lead_teacher, pupil)


@contextmanager
def without_triggers() -> Iterator[None]:
    """Within the block, rows are written without triggers and foreign keys are not checked."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("RESET session_replication_role")


def insert(model: type[Model], source: str, /, **columns: str) -> int:
    """Insert rows: `columns` are SQL expressions over the SELECT's `source`; other columns get their defaults."""
    values: dict[str, str] = {}
    parameters: list[Any] = []
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if column in columns:
            values[column] = columns[column]
        elif not (field.null or field.generated or field.has_db_default() or isinstance(field, AutoField)):
            values[column] = "%s"
            parameters.append(field.get_db_prep_save(_get_default(field), connection))
    names = ", ".join(f'"{name}"' for name in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(values.values())} FROM {source}",
            parameters,
        )
        return int(cursor.rowcount)


def _get_default(field: "Field[Any, Any]") -> Any:
    if field.default is not NOT_PROVIDED:
        return field.get_default()
    if isinstance(field, DateTimeField):
        return timezone.now()
    return "" if isinstance(field, CharField | TextField) else 0


def _run(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _fill_places(first: date, pupils: int) -> tuple[User, User]:
    Branch.objects.update(created_at=timezone.now() - timedelta(days=365 * YEARS))
    default = Branch.objects.get(is_default=True)
    branches = [default, *(Branch.objects.create(name=f"Branch {number}") for number in range(1, BRANCHES))]
    courses = Course.objects.bulk_create(
        Course(title={"en": f"Course {number}"}, slug=f"course-{number}") for number in range(COURSES)
    )
    director = User.objects.create(
        role=Role.ADMIN, first_name="Director", email="director@example.uz", all_branches=True
    )
    manager = User.objects.create(role=Role.MANAGER, first_name="Manager", email="manager@example.uz")
    manager.branches.add(branches[1], branches[2])
    teachers = User.objects.bulk_create(
        User(role=Role.TEACHER, first_name="Teacher", email=f"teacher{number}@example.uz", all_branches=True)
        for number in range(TEACHERS)
    )
    groups = max(pupils // GROUP_SIZE, TEACHERS // 10)
    step = (365 * YEARS - GROUP_DAYS // 4) / groups
    Group.objects.bulk_create(
        Group(
            branch=branches[number % BRANCHES], course=courses[number % COURSES], name=f"Group {number}", capacity=40,
            lead_teacher=teachers[number * TEACHERS // groups], starts_on=first + timedelta(days=int(number * step)),
        )
        for number in range(groups)
    )  # fmt: skip
    insert(
        User, f"generate_series(1, {groups * GROUP_SIZE}) AS n, (SELECT now() - interval '{YEARS} years' AS at) t",
        id="pg_temp.id_at(t.at, n)", role="'student'", first_name="'Pupil'", last_name="n::text", password="'!'",
        email="'pupil' || n || '@example.uz'", created_at="t.at",
    )  # fmt: skip
    _run(
        """
CREATE TEMP TABLE place AS
SELECT g.id, g.branch_id, g.starts_on, g.lead_teacher_id, row_number() OVER (ORDER BY g.starts_on, g.id) AS n,
       g.starts_on::timestamptz AS at FROM courses_group g"""
    )
    _run(
        """
CREATE TEMP TABLE learner AS
SELECT u.id, p.id AS group_id, p.n AS place, u.n, p.starts_on, p.at
FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM accounts_user WHERE role = 'student') u
JOIN place p ON p.n = (u.n + %s) / %s""",
        GROUP_SIZE - 1,
        GROUP_SIZE,
    )
    _run("CREATE INDEX ON learner (place)")
    _run("ANALYZE learner, place")
    return director, manager


def _fill_memberships() -> None:
    insert(
        Membership,
        f"(SELECT l.*, l.starts_on + {GROUP_DAYS} - (l.n * 7 %% 90)::int AS ends FROM learner l) l",
        id="pg_temp.id_at(l.at, l.n)", group_id="l.group_id", student_id="l.id", joined_on="l.starts_on",
        left_on="CASE WHEN l.ends < current_date THEN l.ends END",
        status="CASE WHEN l.ends >= current_date THEN 'active' WHEN l.n %% 3 = 0 THEN 'left' ELSE 'graduated' END",
    )  # fmt: skip
    changes = """
(SELECT m.id, m.joined_on, c.number, row_number() OVER () AS n
 FROM courses_membership m JOIN learner l ON l.id = m.student_id
 CROSS JOIN (VALUES (0), (1)) AS c (number) WHERE l.n %% 5 = 0) c"""
    insert(
        MembershipChange, changes, id="pg_temp.id_at(c.joined_on + interval '1 day' * 7 * c.number, c.n)",
        membership_id="c.id", from_status="CASE c.number WHEN 0 THEN '' ELSE 'trial' END",
        to_status="CASE c.number WHEN 0 THEN 'trial' ELSE 'active' END", on="c.joined_on + 7 * c.number",
    )  # fmt: skip


def _fill_lessons() -> None:
    insert(
        Lesson,
        f"place p CROSS JOIN generate_series(0, {LESSONS - 1}) AS k "
        "CROSS JOIN LATERAL (SELECT p.at + interval '7 days' * k + interval '1 hour' * (4 + p.n %% 10) AS at) t "
        "WHERE t.at < now()",
        id="pg_temp.id_at(t.at, p.n * 100 + k)", group_id="p.id", teacher_id="p.lead_teacher_id", starts_at="t.at",
        ends_at="t.at + interval '1 hour'", slot="t.at", status="'held'",
    )  # fmt: skip
    _run("ANALYZE lessons_lesson")
    present, absent = (
        f"(SELECT id FROM attendance_attendancestatus WHERE counts_as = '{name}' ORDER BY built_in DESC, id LIMIT 1)"
        for name in ("present", "absent")
    )
    insert(
        Attendance,
        "(SELECT l.id, l.starts_at, e.id AS student, row_number() OVER () AS n FROM "
        "(SELECT * FROM lessons_lesson ORDER BY starts_at) l JOIN learner e ON e.group_id = l.group_id) a "
        f"CROSS JOIN (SELECT {present} AS present, {absent} AS absent) s",
        id="pg_temp.id_at(a.starts_at, a.n)", lesson_id="a.id", student_id="a.student",
        marked_at="a.starts_at + interval '1 hour'", created_at="a.starts_at", source="'teacher'",
        status_id="CASE WHEN a.n * 7 %% 10 = 0 THEN s.absent ELSE s.present END",
    )  # fmt: skip


def _fill_homework() -> None:
    insert(
        Assignment, f"place p CROSS JOIN generate_series(0, {HOMEWORKS - 1}) AS k",
        id="pg_temp.id_at(p.at + interval '18 days' * k, p.n)", group_id="p.id", kind="'text'", title="'Task'",
        instructions="'Write.'", attempts_allowed="1", created_at="p.at + interval '18 days' * k",
    )  # fmt: skip
    insert(
        Homework,
        "(SELECT * FROM homework_assignment WHERE created_at < now() ORDER BY created_at) t "
        "JOIN learner l ON l.group_id = t.group_id",
        id="pg_temp.id_at(t.created_at, l.n)", assignment_id="t.id", student_id="l.id", state="'reviewed'",
        score="50 + l.n %% 50", created_at="t.created_at", late="l.n %% 6 = 0",
    )  # fmt: skip
    insert(
        Attempt, "homework_homework w CROSS JOIN LATERAL (SELECT w.created_at + interval '1 day' AS at) t "
        "WHERE t.at < now()",
        id="pg_temp.id_at(t.at, hashtext(w.id::text))", homework_id="w.id", number="1", state="'scored'",
        late="w.late", created_at="t.at", finished_at="t.at", text="'Salom'",
    )  # fmt: skip


def _fill_quizzes() -> None:
    insert(
        Quiz, f"place p CROSS JOIN generate_series(0, {QUIZZES - 1}) AS k",
        id="pg_temp.id_at(p.at + interval '36 days' * k, p.n)", group_id="p.id", title="'Quiz'",
        created_at="p.at + interval '36 days' * k",
    )  # fmt: skip
    insert(
        QuizAttempt,
        "(SELECT *, created_at + interval '2 days' AS at FROM quizzes_quiz ORDER BY created_at) q "
        "JOIN learner l ON l.group_id = q.group_id WHERE q.at < now()",
        id="pg_temp.id_at(q.at, l.n)", quiz_id="q.id", user_id="l.id", number="1", state="'scored'", seed="1",
        started_at="q.at", handed_in_at="q.at", handed_in_by="'learner'", score="l.n %% 11", max_score="10",
        created_at="q.at",
    )  # fmt: skip


def _fill_texts() -> None:
    insert(
        ChatRoom, "place p", id="pg_temp.id_at(p.at, p.n)", kind="'group'", group_id="p.id", branch_id="p.branch_id",
        last_at="p.at", created_at="p.at", last_number=str(GROUP_SIZE * MESSAGES),
    )  # fmt: skip
    insert(
        Message,
        f"(SELECT r.id, l.id AS author, l.n, k, l.at + interval '13 days' * k + interval '1 minute' * (l.n %% 600) "
        f"AS at FROM generate_series(0, {MESSAGES - 1}) AS k CROSS JOIN learner l JOIN chat_chatroom r "
        "ON r.group_id = l.group_id ORDER BY 5) m WHERE m.at < now()",
        id="pg_temp.id_at(m.at, m.n)", room_id="m.id", author_id="m.author", text="'Salom'",
        number=f"m.k * {GROUP_SIZE} + m.n %% {GROUP_SIZE}", client_id="gen_random_uuid()", sent_at="m.at",
        created_at="m.at",
    )  # fmt: skip
    insert(Forum, "place p", id="pg_temp.id_at(p.at, p.n)", kind="'group'", group_id="p.id", created_at="p.at")
    insert(
        Discussion, "forums_forum f JOIN place p ON p.id = f.group_id",
        id="pg_temp.id_at(p.at, p.n)", forum_id="f.id", kind="'talk'", title="'Talk'", text="'Salom'",
        last_activity_at="p.at", created_at="p.at", author_id="p.lead_teacher_id",
    )  # fmt: skip
    insert(
        Reply,
        f"(SELECT d.id, l.id AS author, l.n, l.at + interval '80 days' * k + interval '1 hour' * (l.n %% 500) AS at "
        f"FROM generate_series(0, {REPLIES - 1}) AS k CROSS JOIN learner l "
        "JOIN forums_forum f ON f.group_id = l.group_id JOIN forums_discussion d ON d.forum_id = f.id ORDER BY 4) r "
        "WHERE r.at < now()",
        id="pg_temp.id_at(r.at, r.n)", discussion_id="r.id", author_id="r.author", depth="0", text="'Salom'",
        created_at="r.at",
    )  # fmt: skip


def _fill_rest() -> None:
    insert(
        CoinTransaction,
        f"(SELECT l.id, l.n, k, l.at + interval '27 days' * k + interval '1 minute' * (l.n %% 900) AS at "
        f"FROM generate_series(0, {COINS - 1}) AS k CROSS JOIN learner l ORDER BY 4) c WHERE c.at < now()",
        id="pg_temp.id_at(c.at, c.n)", student_id="c.id", cause="'bench ' || c.n || ' ' || c.k", revision="1",
        amount="1 + c.n %% 9", reason="'homework'", counts="true", created_at="c.at",
    )  # fmt: skip
    for kind, account in (("charge", "revenue"), ("money_in", "bank")):
        insert(
            LedgerAccount, "settings_branch b", id="gen_random_uuid()", kind=f"'{account}'", branch_id="b.id",
            currency="'UZS'",
        )  # fmt: skip
        insert(
            LedgerTransfer, "learner l JOIN place p ON p.n = l.place WHERE l.starts_on < current_date",
            id=f"pg_temp.id_at(l.at, l.n + {len(kind)} * 1000000)", kind=f"'{kind}'", cause=f"'{kind} ' || l.n",
            currency="'UZS'", branch_id="p.branch_id", on="l.starts_on + (l.n %% 9)::int",
        )  # fmt: skip
        insert(
            LedgerEntry,
            f"payments_ledgertransfer t JOIN payments_ledgeraccount a ON a.branch_id = t.branch_id "
            f"AND a.kind = '{account}' WHERE t.kind = '{kind}'",
            side=f"'{'credit' if account == 'revenue' else 'debit'}'", amount="60000000", balance="0",
            account_id="a.id", transfer_id="t.id",
        )  # fmt: skip
    stage = LeadStage.objects.order_by("place").first()
    stage = stage or LeadStage.objects.create(name={"en": "New"}, branch=Branch.objects.get(is_default=True), place=1)
    insert(
        Lead, "learner l JOIN place p ON p.n = l.place WHERE l.starts_on < current_date",
        id="pg_temp.id_at(l.at, l.n)", branch_id="p.branch_id", name="'Nodira'", source="'phone'",
        stage_id=f"'{stage.pk}'", created_at="l.at - interval '5 days'",
        converted_at="CASE WHEN l.n %% 3 = 0 THEN l.at END",
    )  # fmt: skip
    insert(
        Ticket, "learner l JOIN place p ON p.n = l.place WHERE l.n %% 5 = 0 AND l.starts_on < current_date",
        id="pg_temp.id_at(l.at, l.n)", number="l.n", source="'app'", branch_id="p.branch_id", priority="'low'",
        state="'open'", subject="'Door'", mail_token="l.n::text", created_at="l.at",
    )  # fmt: skip
