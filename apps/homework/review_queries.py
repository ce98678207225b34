"""Queries over scores: the review queue, an assignment's report, a pupil's trend."""

from collections import Counter, defaultdict
from collections.abc import Collection
from statistics import mean, median
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from apps.accounts.access import GuardianRight
from apps.accounts.models import User
from apps.accounts.queries import list_children
from apps.core.models import StoredFile
from apps.courses.models import Membership, MembershipStatus
from apps.homework.models import (
    SCORABLE_STATES,
    Appeal,
    Assignment,
    Attempt,
    Homework,
    HomeworkState,
    ProposalState,
    Review,
    ScoreProposal,
    SoundPrint,
    SpeechScore,
    WordCorrection,
)
from apps.homework.queries import (
    LARGE_SCORE_FIELDS,
    build_taught_filter,
    drop_unset_filters,
    list_taught_groups,
    list_taught_homework,
    list_visible_homework,
)
from apps.homework.verdicts import ANOTHERS_FILE, get_homework_stars, was_pupil_under_8
from ml.alignment import WordClass

TREND_LENGTH = 10
TOP_HEARD_INSTEAD = 3
PART_NAMES = ("accuracy", "completeness", "fluency", "prosody", "relevance")
MISSED_CLASSES = (WordClass.NEAR, WordClass.WRONG, WordClass.OMITTED)
DISTRIBUTION_STEP = 10
EXCELLENT_SCORE = 90
"""Lowest score that counts as excellent."""


def list_review_queue(
    user: User,
    *,
    assignment_id: UUID | None = None,
    student_id: UUID | None = None,
    group_id: UUID | None = None,
    course_id: UUID | None = None,
) -> QuerySet[Homework]:
    """Return homework that waits for the user's review, with `certainty` to order by, and `appeal`: whether one is
    open.

    `certainty`: 0 an appeal, another pupil's file or a flag; 1 low confidence; 2 no score; 3 medium; 4 high. `reason`
    and `flags` are of the newest attempt that can be scored, else of the newest.
    """
    newest = Attempt.objects.filter(
        homework=OuterRef("pk"), number__gt=OuterRef("counts_after"), state__in=SCORABLE_STATES
    )
    reviewed_attempt = Attempt.objects.filter(pk=OuterRef("looked_at"))
    appeal = Exists(Appeal.objects.filter(homework=OuterRef("pk"), answered_at__isnull=True))
    certainty = Case(
        When(appeal, then=Value(0)),
        When(Q(reason=ANOTHERS_FILE) | ~Q(flags=[]), then=Value(0)),
        When(Exists(reviewed_attempt.filter(score__confidence="low")), then=Value(1)),
        When(~Exists(reviewed_attempt.filter(score__overall__isnull=False)), then=Value(2)),
        When(Exists(reviewed_attempt.filter(score__confidence="medium")), then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    wanted = drop_unset_filters(assignment=assignment_id, student=student_id)
    wanted |= drop_unset_filters(assignment__group=group_id, assignment__course=course_id)
    waiting = list_taught_homework(user).filter(state=HomeworkState.NEEDS_REVIEW, **wanted)
    looked_at = Coalesce(Subquery(newest.order_by("-number").values("pk")[:1]), F("last_attempt"))
    homework = waiting.annotate(looked_at=looked_at)
    homework = homework.annotate(
        reason=Subquery(reviewed_attempt.values("reason")), flags=Subquery(reviewed_attempt.values("flags"))
    )
    return homework.annotate(certainty=certainty, appeal=appeal)


def list_family_homework(user: User) -> QuerySet[Homework]:
    """Return the user's own homework and that of the user's children."""
    own = Q(student=user) | Q(student__in=list_children(user, right=GuardianRight.PROGRESS))
    return list_visible_homework(user).filter(own)


def list_reviews_with_voice(user: User) -> QuerySet[Review]:
    """Return reviews with a voice comment, of homework that the user may see."""
    seen = list_visible_homework(user).order_by().values("pk")
    return Review.objects.filter(homework__in=seen, voice__isnull=False).select_related("voice")


def list_unused_voice_comments(user: User) -> QuerySet[StoredFile]:
    """Return recordings that the user uploaded for a review and that nothing uses."""
    mine = StoredFile.objects.filter(owner=user, content_type__startswith="audio/")
    used = Review.objects.filter(voice=OuterRef("pk")), Attempt.objects.filter(file=OuterRef("pk"))
    return mine.exclude(Exists(used[0])).exclude(Exists(used[1]))


def get_open_proposal(attempt: Attempt) -> ScoreProposal | None:
    """Return the attempt's open score proposal, or None."""
    open_states = (ProposalState.LISTENING, ProposalState.READY)
    waiting = ScoreProposal.objects.filter(attempt=attempt, state__in=open_states).first()
    if waiting is not None:
        waiting.attempt = attempt
    return waiting


def list_word_corrections(attempt: Attempt) -> list[WordCorrection]:
    """Return teachers' corrections of the attempt's words, newest first."""
    return list(WordCorrection.objects.filter(attempt=attempt).select_related("author").order_by("-pk"))


def list_scored_attempt_ids(
    *, group_id: UUID | None = None, assignment_id: UUID | None = None
) -> QuerySet[Attempt, UUID]:
    """Return ids of attempts with an engine score, oldest first; of a group or an assignment where given."""
    wanted = drop_unset_filters(homework__assignment__group=group_id, homework__assignment=assignment_id)
    attempts = Attempt.objects.filter(score__isnull=False, **wanted)
    return attempts.order_by("pk").values_list("pk", flat=True)


def get_waveform(attempt: Attempt) -> dict[str, Any]:
    """Return the length in seconds and the peaks of equal slices, 0 to 255; no peaks until the engine has processed the
    recording.
    """
    sound_print = SoundPrint.objects.filter(file=attempt.file_id).first()
    if sound_print is None:
        return {"seconds": attempt.duration, "peaks": []}
    return {"seconds": sound_print.seconds, "peaks": list(bytes(sound_print.peaks))}


def build_assignment_report(reader: User, assignment: Assignment) -> dict[str, Any]:
    """Return the results of an assignment, for each pupil whose homework the reader reviews and for all of them. Hidden
    scores are included.
    """
    scores = ("best_attempt__score", "last_attempt__score")
    homework = list_taught_homework(reader).filter(assignment=assignment).select_related("student", *scores)
    homework = homework.defer(*(f"{score}__{name}" for score in scores for name in LARGE_SCORE_FIELDS))
    homework = homework.annotate(tries=Count("attempts"))
    rows = list(homework.order_by("student__first_name", "student__last_name", "id"))
    pupils = [_build_pupil_report(homework) for homework in rows]
    marks = [row["score"] for row in pupils if row["score"] is not None]
    shown = [score for homework in rows if (score := _get_reported_score(homework)) is not None]
    return {
        "assignment": assignment.pk,
        "title": assignment.title,
        "pupils_count": len(rows),
        "states": dict(Counter(homework.state for homework in rows)),
        "late_count": sum(homework.late for homework in rows),
        "average": round(mean(marks), 1) if marks else None,
        "median": round(median(marks), 1) if marks else None,
        "distribution": _count_by_score(marks),
        "parts": {name: _mean_or_none([getattr(score, name) for score in shown]) for name in PART_NAMES},
        "pupils": pupils,
    }


def get_missed_word_counts(assignment: Assignment) -> dict[str, Any]:
    """Return the words of a read-aloud text that pupils missed, the most often missed first, by each pupil's counted
    attempt (else the newest scored one). `heard`: what was heard most often instead.
    """
    rows = _list_words_by_pupil(assignment)
    asked: dict[int, str] = {}
    classes: dict[int, Counter[str]] = defaultdict(Counter)
    instead: dict[int, Counter[str]] = defaultdict(Counter)
    for words in rows:
        for word in words:
            place, kind = word["reference"], word["class"]
            if place is None or kind == WordClass.NOT_REACHED:
                continue
            asked[place] = word["text"]
            classes[place][kind] += 1
            if kind in MISSED_CLASSES and word["heard"]:
                instead[place][str(word["heard"]).lower()] += 1
    words_by_place = [_build_missed_word(place, asked[place], classes[place], instead[place]) for place in asked]
    missed = sorted((row for row in words_by_place if row["missed"]), key=lambda row: (-row["missed"], row["index"]))
    return {"pupils_count": len(rows), "words": missed}


def get_recent_homework_scores(reader: User, student: User) -> dict[str, Any]:
    """Return the scores of a pupil's last ten scored homeworks that the user may see, in the order of handing in.

    A guardian who may not hear recordings gets no parts; for a child under 8 the family gets stars and no scores.
    """
    rows = list_visible_homework(reader, student_id=student.pk).filter(score__isnull=False)
    large = [f"best_attempt__score__{name}" for name in LARGE_SCORE_FIELDS]
    rows = rows.select_related("best_attempt__score").defer(*large)
    newest = list(rows.order_by("-created_at", "-id")[:TREND_LENGTH])
    hears = student == reader or list_children(reader, right=GuardianRight.RECORDINGS).filter(pk=student.pk).exists()
    taught_homework = list_taught_homework(reader).filter(pk__in=[homework.pk for homework in newest])
    taught = set(taught_homework.exclude(student=reader).values_list("pk", flat=True))
    points = [_build_trend_point(homework, to_teacher=homework.pk in taught, hears=hears) for homework in newest]
    points.sort(key=lambda point: point["handed_in_at"] or point["given_at"])
    marks = [point["score"] for point in points if point["score"] is not None]
    return {"student": student, "average": _mean_or_none(marks), "points": points}


def list_visible_pupils(user: User) -> QuerySet[User]:
    """Return the user, the user's children, and pupils of groups that the user teaches or who have homework in them or
    in taught courses.
    """
    groups = list_taught_groups(user).values("pk")
    seen = Q(pk=user.pk) | Q(pk__in=list_children(user, right=GuardianRight.PROGRESS).values("pk"))
    taught = Q(memberships__group__in=groups, memberships__left_on__isnull=True)
    taught |= build_taught_filter(user, path="homeworks__assignment__", learner="pk")
    return User.objects.filter(seen | taught).distinct()


def list_watchable_children(user: User) -> QuerySet[User]:
    """Return the user's children, and pupils all of whose groups the user teaches."""
    groups = list_taught_groups(user).values("pk")
    open_ones = Membership.objects.filter(student=OuterRef("pk"), left_on__isnull=True)
    here = open_ones.exclude(status=MembershipStatus.LEAD)
    taught = Q(Exists(here.filter(group__in=groups))) & ~Q(Exists(here.exclude(group__in=groups)))
    own = Q(pk__in=list_children(user, right=GuardianRight.PROGRESS).values("pk"))
    return User.objects.filter(own | taught).exclude(pk=user.pk)


def _build_pupil_report(homework: Homework) -> dict[str, Any]:
    attempt = homework.best_attempt or homework.last_attempt
    score = _get_reported_score(homework)
    return {
        "homework": homework.pk,
        "student": homework.student,
        "state": homework.state,
        "score": None if homework.score is None else float(homework.score),
        "late": homework.late,
        "attempts": homework.tries,  # type: ignore[attr-defined]
        "attempt": None if attempt is None else attempt.pk,
        "verdict": "" if attempt is None else attempt.verdict,
        "flags": [] if attempt is None else attempt.flags,
        "waits": homework.state == HomeworkState.NEEDS_REVIEW,
        "parts": {name: None if score is None else getattr(score, name) for name in PART_NAMES},
    }


def _get_reported_score(homework: Homework) -> SpeechScore | None:
    attempt = homework.best_attempt or homework.last_attempt
    score = None if attempt is None else getattr(attempt, "score", None)
    return score if score is not None and score.overall is not None else None


def _count_by_score(marks: list[float]) -> list[dict[str, int]]:
    counts = Counter(min(int(mark // DISTRIBUTION_STEP), 100 // DISTRIBUTION_STEP - 1) for mark in marks)
    return [
        {"from": step * DISTRIBUTION_STEP, "to": (step + 1) * DISTRIBUTION_STEP, "pupils": counts[step]}
        for step in range(100 // DISTRIBUTION_STEP)
    ]


def _list_words_by_pupil(assignment: Assignment) -> list[list[dict[str, Any]]]:
    """Return the words of one scored attempt of each pupil."""
    marked = SpeechScore.objects.filter(attempt__homework__assignment=assignment, attempt__state__in=SCORABLE_STATES)
    first = Case(When(attempt__homework__best_attempt=F("attempt"), then=Value(0)), default=Value(1))
    rows = marked.order_by("attempt__homework_id", first, "-attempt__number").distinct("attempt__homework_id")
    return list(rows.values_list("words", flat=True))


def _build_missed_word(place: int, text: str, classes: Counter[str], instead: Counter[str]) -> dict[str, Any]:
    missed = sum(classes[kind] for kind in MISSED_CLASSES)
    return {
        "index": place,
        "text": text,
        "read": classes.total(),
        "missed": missed,
        "share": round(missed / classes.total(), 3),
        **{kind.value: classes[kind] for kind in MISSED_CLASSES},
        "heard": [{"text": heard, "count": count} for heard, count in instead.most_common(TOP_HEARD_INSTEAD)],
    }


def _build_trend_point(homework: Homework, *, to_teacher: bool, hears: bool) -> dict[str, Any]:
    score = None if homework.best_attempt is None else getattr(homework.best_attempt, "score", None)
    numbers = to_teacher or not was_pupil_under_8(homework.last_attempt)
    opened = score is not None and numbers and (to_teacher or hears)
    return {
        "homework": homework.pk,
        "title": homework.assignment.title,
        "kind": homework.assignment.kind,
        "given_at": homework.created_at,
        "handed_in_at": None if homework.best_attempt is None else homework.best_attempt.created_at,
        "score": float(homework.score) if homework.score is not None and numbers else None,
        "stars": get_homework_stars(homework),
        "parts": {name: getattr(score, name) if opened else None for name in PART_NAMES},
    }


def _mean_or_none(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(mean(known), 1) if known else None


def count_scored_homework(students: Collection[UUID]) -> dict[UUID, int]:
    """Counter: return how many scored homeworks each of these pupils has."""
    return _count_homework_from_score(students, 0)


def count_excellent_homework(students: Collection[UUID]) -> dict[UUID, int]:
    """Counter: return how many homeworks of each of these pupils have a score of 90 or more."""
    return _count_homework_from_score(students, EXCELLENT_SCORE)


def _count_homework_from_score(students: Collection[UUID], least: int) -> dict[UUID, int]:
    rows = Homework.objects.filter(student__in=students, score__gte=least)
    return dict(rows.order_by().values("student").annotate(count=Count("pk")).values_list("student", "count"))
