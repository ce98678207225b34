"""Reads of placement tests, their sessions and answers."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import tokens
from apps.core.errors import Invalid, NotFound
from apps.core.lookups import filter_given
from apps.quizzes.models import (
    PlacementAnswer,
    PlacementLink,
    PlacementSession,
    PlacementTest,
    Question,
    QuestionBank,
    QuestionKind,
)
from apps.quizzes.placement.selection import SKILL_SHARES, SPEAKING, PlacementItem

ASKED_KINDS = (QuestionKind.SINGLE, QuestionKind.GAP)
"""Kinds that a placement test asks: those that a visitor answers with a tap or a word."""
NOT_VALID = _("This link does not work any longer. Ask the centre for a new one.")


def list_placement_tests(*, is_open: bool | None = None) -> QuerySet[PlacementTest]:
    """Return the placement tests of the centre with `session_count`, how many were finished."""
    finished = Count("sessions", filter=Q(sessions__finished_at__isnull=False))
    rows = PlacementTest.objects.select_related("bank", "by").annotate(session_count=finished)
    return filter_given(rows, is_open=is_open)


def search_placement_tests(rows: QuerySet[PlacementTest], text: str) -> QuerySet[PlacementTest]:
    """Return the placement tests with these words in their name."""
    return rows.filter(name__icontains=text)


def list_sessions(
    *,
    test_id: UUID | None = None,
    user_id: UUID | None = None,
    level: str | None = None,
    finished: bool | None = None,
    placed: bool | None = None,
) -> QuerySet[PlacementSession]:
    """Return sessions of all placement tests. `placed`: whether the level was written down for a pupil."""
    rows = PlacementSession.objects.select_related("test", "user", "placement__student")
    if finished is not None:
        rows = rows.filter(finished_at__isnull=not finished)
    if placed is not None:
        rows = rows.filter(placement__isnull=not placed)
    return filter_given(rows, test=test_id, user=user_id, level=level)


def search_sessions(rows: QuerySet[PlacementSession], text: str) -> QuerySet[PlacementSession]:
    """Return the sessions of people with these words in their name, or these digits in their phone."""
    people = Q(user__first_name__icontains=text) | Q(user__last_name__icontains=text)
    return rows.filter(people | Q(name__icontains=text) | Q(phone__contains=text))


def list_placement_answers(session: PlacementSession) -> QuerySet[PlacementAnswer]:
    """Return what a session has asked, in its order."""
    return session.answers.select_related("version__question", "version__audio__file").order_by("place")


def list_placement_items(bank: QuestionBank) -> list[PlacementItem]:
    """Return the questions of a bank that a placement test may ask, as the choice among them needs them."""
    rows = Question.objects.filter(bank=bank, deleted_at__isnull=True, current__isnull=False)
    rows = rows.filter(kind__in=ASKED_KINDS, skill__in=SKILL_SHARES, difficulty__isnull=False).order_by("pk")
    return [
        PlacementItem(id=key, difficulty=difficulty, skill=skill)
        for key, difficulty, skill in rows.values_list("pk", "difficulty", "skill")
        if difficulty is not None
    ]


def list_speaking_items(bank: QuestionBank) -> list[PlacementItem]:
    """Return the texts of a bank that are read aloud at the end of a placement test."""
    rows = Question.objects.filter(bank=bank, deleted_at__isnull=True, current__isnull=False)
    rows = rows.filter(kind=QuestionKind.SPEAK, skill=SPEAKING, difficulty__isnull=False).order_by("pk")
    rows = rows.filter(current__body__task="reading", current__audio__isnull=True, current__pictures=[])
    return [
        PlacementItem(id=key, difficulty=difficulty, skill=SPEAKING)
        for key, difficulty in rows.values_list("pk", "difficulty")
        if difficulty is not None
    ]


def get_open_test(token: str) -> PlacementTest:
    """Return the test of a link, or of a link of one person. Raise Invalid on "token", the same for one that is
    closed, gone or never was.
    """
    hashed, link = tokens.hash_token(token), find_personal_link(token)
    rows = PlacementTest.objects.filter(is_open=True, bank__deleted_at__isnull=True).select_related("bank")
    test = rows.filter(Q(token_sha256=hashed) | Q(pk=link.test_id if link else None)).first()
    if test is None:
        raise Invalid.field("token", NOT_VALID)
    return test


def find_personal_link(token: str) -> PlacementLink | None:
    """Return the link of one person that has this token and has not expired."""
    links = PlacementLink.objects.filter(token_sha256=tokens.hash_token(token), expires_at__gt=timezone.now())
    return links.first()


def get_session_of_secret(secret: str) -> PlacementSession:
    """Return the session of who holds its secret. Raise NotFound."""
    rows = PlacementSession.objects.select_related("test__bank", "user")
    session = rows.filter(secret_sha256=tokens.hash_token(secret)).first()
    if session is None:
        raise NotFound()
    return session


def is_over(session: PlacementSession) -> bool:
    """Return whether a session takes no more answers: it is finished, or its time is up."""
    return session.finished_at is not None or session.expires_at <= timezone.now()
