"""An attempt as its learner or a teacher sees it: the only place that decides what of a key is shown, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.recording_consent import may_be_recorded
from apps.core.files.links import build_file_download_link
from apps.core.files.stored import FILE_EXTENSIONS
from apps.learning.blocks.documents import TEXT_SCHEMA, read_text, render_document
from apps.quizzes.answer_file_views import build_answer_files, is_spoken
from apps.quizzes.limits import compute_time_limit, count_allowed_attempts, get_closing
from apps.quizzes.models import Answer, AttemptState, QuestionFile, Quiz, QuizAttempt, QuizExtension, Regrade, Reveal
from apps.quizzes.queries import is_closed_for_all, list_answers, list_markable_answers, takes_answers
from apps.quizzes.questions.keys import GapKey, Hint, NumberAnswer, NumberKey, QuestionKey, ShortKey, TextAnswer
from apps.quizzes.questions.pictures import list_body_pictures
from apps.quizzes.questions.scoring import score_response
from apps.quizzes.questions.shuffling import shuffle_body
from apps.quizzes.questions.stored import read_body, read_key, read_response
from apps.quizzes.results import compute_percent, find_counted
from apps.quizzes.spoken_queries import cap_seconds, find_spoken_share

HIDDEN_OF_KEYS = {"guide": "", "hints": []}
MAX_SHOWN = 50
"""Own attempts in a standing."""
WORDS_OF_KEYS = {
    "explanation": "",
    "right_feedback": "",
    "partial_feedback": "",
    "wrong_feedback": "",
    "true_feedback": "",
    "false_feedback": "",
    "feedback": {},
}


@dataclass(frozen=True)
class Shown:
    """What a reader sees of an attempt: score and marks, what is right, and the words about it."""

    score: bool
    answers: bool
    explanations: bool


def find_shown(attempt: QuizAttempt, *, to_teacher: bool) -> Shown:
    """Return what a reader sees of an attempt now. A learner sees nothing while answers still count."""
    if to_teacher:
        return Shown(score=True, answers=True, explanations=True)
    is_scored = attempt.state in (AttemptState.WAITING, AttemptState.SCORED)
    if not is_scored or takes_answers(attempt, timezone.now()):
        return Shown(score=False, answers=False, explanations=False)
    quiz = attempt.quiz
    wishes = (quiz.show_score, quiz.show_answers, quiz.show_explanations)
    is_closed = Reveal.AFTER_CLOSE in wishes and is_closed_for_all(quiz)
    return Shown(*(wish == Reveal.AFTER_ATTEMPT or (wish == Reveal.AFTER_CLOSE and is_closed) for wish in wishes))


def find_hidden(attempts: Iterable[QuizAttempt]) -> set[UUID]:
    """Return the ids of those attempts, loaded with their quizzes, whose points their learners do not see now. A quiz
    is asked once whether it has closed for all.
    """
    now, closed, hidden = timezone.now(), dict[UUID, bool](), set[UUID]()
    for attempt in attempts:
        quiz, is_scored = attempt.quiz, attempt.state in (AttemptState.WAITING, AttemptState.SCORED)
        is_shown = is_scored and quiz.show_score != Reveal.NEVER and not takes_answers(attempt, now)
        if is_shown and quiz.show_score == Reveal.AFTER_CLOSE:
            if quiz.pk not in closed:
                closed[quiz.pk] = is_closed_for_all(quiz)
            is_shown = closed[quiz.pk]
        if not is_shown:
            hidden.add(attempt.pk)
    return hidden


def build_attempt_view(attempt: QuizAttempt, *, to_teacher: bool) -> dict[str, Any]:
    """Return an attempt with its questions as the reader sees them."""
    shown = find_shown(attempt, to_teacher=to_teacher)
    answers = list(list_answers(attempt))
    links = _build_links(answers)
    may_record = not any(is_spoken(answer) for answer in answers) or may_be_recorded(attempt.user)
    questions = [
        _build_question(attempt, answer, shown, links, to_teacher=to_teacher)
        | build_answer_files(answer, shown.score, to_teacher=to_teacher)
        | {"may_record": may_record}
        for answer in answers
    ]
    return build_attempt_row(attempt, shown) | {"instructions": attempt.quiz.instructions, "questions": questions}


def build_attempt_row(attempt: QuizAttempt, shown: Shown) -> dict[str, Any]:
    """Return an attempt without its questions."""
    return {
        "id": attempt.pk,
        "quiz": attempt.quiz_id,
        "title": attempt.quiz.title,
        "learner": attempt.user,
        "number": attempt.number,
        "state": attempt.state,
        "started_at": attempt.started_at,
        "deadline": attempt.deadline,
        "handed_in_at": attempt.handed_in_at,
        "handed_in_by": attempt.handed_in_by or None,
        "one_by_one": attempt.quiz.one_by_one,
        "score": _number(attempt.score) if shown.score else None,
        "max_score": _number(attempt.max_score),
        "percent": compute_percent(attempt) if shown.score else None,
        "passed": attempt.passed if shown.score else None,
    }


def build_rows_for_teacher(attempts: Iterable[QuizAttempt]) -> list[dict[str, Any]]:
    """Return attempts without their questions, as a teacher sees them."""
    return [build_attempt_row(attempt, find_shown(attempt, to_teacher=True)) for attempt in attempts]


def build_own_standing(quiz: Quiz, attempts: list[QuizAttempt], extension: QuizExtension | None) -> dict[str, Any]:
    """Return how a learner stands at a quiz: the open attempt, what is left to the learner, and the newest attempts."""
    rows = [(attempt, find_shown(attempt, to_teacher=False)) for attempt in attempts[:MAX_SHOWN]]
    opened = next((attempt.pk for attempt in attempts if attempt.state == AttemptState.OPEN), None)
    allowed = count_allowed_attempts(quiz, extension)
    return {
        "open_attempt": opened,
        "attempts_used": len(attempts),
        "attempts_left": max(0, allowed - len(attempts)) if quiz.attempts_allowed else None,
        "time_limit": compute_time_limit(quiz, extension),
        "closes_at": get_closing(quiz, extension),
        "attempts": [build_attempt_row(*row) for row in rows],
    }


def build_row_standing(quiz: Quiz, attempts: list[QuizAttempt]) -> dict[str, Any]:
    """Return how a learner stands at a quiz of a list, by their attempts in order: the open one, how many were used,
    and the result that counts, as far as it may be seen.
    """
    scored = [attempt for attempt in attempts if attempt.state != AttemptState.OPEN and attempt.score is not None]
    counted = find_counted(quiz.counting, scored)
    is_shown = counted is not None and find_shown(counted, to_teacher=False).score
    return {
        "open_attempt": next((attempt.pk for attempt in attempts if attempt.state == AttemptState.OPEN), None),
        "attempts_used": len(attempts),
        "percent": compute_percent(counted) if counted and is_shown else None,
        "passed": counted.passed if counted and is_shown else None,
    }


def build_hints_view(hints: Sequence[Hint], used: int) -> dict[str, Any]:
    """Return the hints that are shown, how many are left, and the share of the points that the next one takes."""
    next_cost = hints[used].cost if used < len(hints) else None
    return {"hints": hints[:used], "hints_left": max(0, len(hints) - used), "hint_cost": next_cost}


def build_regrade_view(regrade: Regrade, *, reader: User) -> dict[str, Any]:
    """Return a regrade with what it changes in answers that the reader may mark; the counts are of all."""
    answers = list_markable_answers(reader).filter(pk__in=[row[0] for row in regrade.changes])
    learners = {str(answer.pk): answer.attempt.user for answer in answers}
    counts = {name: getattr(regrade, name) for name in ("answer_count", "skipped_count", "change_count")}
    return counts | {
        "id": regrade.pk,
        "state": regrade.state,
        "version": regrade.version.number,
        "changes": [
            {"answer": key, "learner": learners[key], "old": old, "new": new}
            for key, old, new in regrade.changes
            if key in learners
        ],
    }


def _build_question(
    attempt: QuizAttempt, answer: Answer, shown: Shown, links: dict[UUID, str], *, to_teacher: bool
) -> dict[str, Any]:
    version = answer.version
    key = read_key((answer.scored_by or version).key)
    body = cap_seconds(read_body(version.body))
    body = shuffle_body(body, seed=f"{attempt.seed}:{answer.place}", shuffle_options=attempt.quiz.shuffle_options)
    response = read_response(answer.response)
    pictures = [picture | {"url": links[UUID(picture["file"])]} for picture in version.pictures]
    files = {str(file): links[file] for file in list_body_pictures(body)}
    late = getattr(answer, "late", None)
    is_marked = shown.score and not answer.waits
    feedback: list[str] = []
    if shown.explanations and response is not None:
        score = score_response(
            body,
            key,
            response,
            language=version.language,
            hints_used=answer.hints_used,
            spoken=find_spoken_share(answer),
        )
        feedback = list(score.feedback)
    return {
        "place": answer.place,
        "answer": answer.pk,
        "kind": body.kind,
        "language": version.language,
        "points": _number(answer.points),
        "prompt": version.prompt,
        "html": render_document(version.prompt, TEXT_SCHEMA) if read_text(version.prompt) else "",
        "pictures": pictures,
        "files": files,
        "has_audio": version.audio_id is not None,
        "plays_left": max(0, version.max_plays - answer.plays_used) if version.max_plays else None,
        "body": body,
        "response": response,
        "saved_at": answer.saved_at,
        "client_at": answer.client_at if to_teacher else None,
        "saves": answer.saves,
        **build_hints_view(key.hints, answer.hints_used),
        "waits": answer.waits,
        "mark": _number(answer.mark) if is_marked else None,
        "is_correct": answer.is_correct if is_marked else None,
        "comment": answer.comment if shown.score else "",
        "key": _reveal_key(key, shown, to_teacher=to_teacher) if shown.answers else None,
        "feedback": feedback,
        "explanation": key.explanation if shown.explanations else "",
        "came_late": late is not None and late.accepted_at is None,
        "late": late if to_teacher else None,
        "plays_used": answer.plays_used,
        "recording_url": build_file_link(version.audio) if to_teacher and version.audio else None,
    }


def _reveal_key(key: QuestionKey, shown: Shown, *, to_teacher: bool) -> QuestionKey:
    """Return what a reader sees of a key: learners never see what markers look for."""
    if to_teacher:
        return key
    hidden: dict[str, Any] = HIDDEN_OF_KEYS | ({} if shown.explanations else WORDS_OF_KEYS)
    if not shown.explanations and isinstance(key, ShortKey | NumberKey):
        hidden |= {"answers": _drop_feedback(key.answers)}
    if not shown.explanations and isinstance(key, GapKey):
        gaps = {name: gap.model_copy(update={"answers": _drop_feedback(gap.answers)}) for name, gap in key.gaps.items()}
        hidden |= {"gaps": gaps}
    known = type(key).model_fields
    return key.model_copy(update={name: value for name, value in hidden.items() if name in known})


def _drop_feedback(answers: Iterable[TextAnswer | NumberAnswer]) -> list[TextAnswer | NumberAnswer]:
    return [answer.model_copy(update={"feedback": ""}) for answer in answers]


def _build_links(answers: list[Answer]) -> dict[UUID, str]:
    """Return a link for each picture of these questions."""
    wanted = {UUID(picture["file"]) for answer in answers for picture in answer.version.pictures}
    for answer in answers:
        wanted |= set(list_body_pictures(read_body(answer.version.body)))
    if not wanted:
        return {}
    rows = QuestionFile.objects.filter(pk__in=wanted).select_related("file")
    return {row.pk: build_file_link(row) for row in rows}


def build_file_link(file: QuestionFile) -> str:
    """Return a link to a picture or recording that expires in DOWNLOAD_SECONDS. Its name tells nothing."""
    return build_file_download_link(file.file, name=f"{file.pk.hex[-8:]}.{FILE_EXTENSIONS[file.file.content_type]}")


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
