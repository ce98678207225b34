"""A session of a placement test as who takes it sees it, and as the office does.

Who takes it never gets a key, or whether an answer was right.
"""

from typing import Any
from uuid import UUID

from apps.accounts.recording_consent import may_be_recorded
from apps.core.files.links import build_file_download_link
from apps.core.files.stored import FILE_EXTENSIONS
from apps.quizzes.answer_file_views import get_heard_text
from apps.quizzes.attempt_views import build_file_link
from apps.quizzes.models import PlacementAnswer, PlacementSession, PlacementSpeech, QuestionFile, SpokenState
from apps.quizzes.placement.estimation import Estimate
from apps.quizzes.placement.levels import compute_level_chances, find_deciding_items
from apps.quizzes.placement.selection import MAX_ITEMS, PlacementItem
from apps.quizzes.placement_queries import is_over, list_placement_answers
from apps.quizzes.questions.bodies import SpeakBody
from apps.quizzes.questions.shuffling import shuffle_body
from apps.quizzes.questions.stored import read_body
from apps.quizzes.spoken_queries import cap_seconds


def build_session_view(session: PlacementSession) -> dict[str, Any]:
    """Return a session with its open question, for who takes it; once it is finished, with the level."""
    over = is_over(session)
    answer = None if over else list_placement_answers(session).filter(answered_at__isnull=True).first()
    return {
        "title": session.test.name,
        "state": "finished" if session.finished_at else "expired" if over else "open",
        "max_questions": MAX_ITEMS,
        "expires_at": session.expires_at,
        "question": _build_question(session, answer) if answer else None,
        "level": session.level or None,
        "speech": _build_asked_speech(session),
    }


def build_result_view(session: PlacementSession) -> dict[str, Any]:
    """Return a session with its answers and what decided, for the office."""
    answers = [row for row in list_placement_answers(session) if row.answered_at]
    deciding: set[UUID] = set()
    chances: dict[str, float] = {}
    if session.ability is not None and session.standard_error is not None:
        deciding = {item.id for item in find_deciding_items(map(_read_item, answers), session.ability)}
        chances = compute_level_chances(Estimate(session.ability, session.standard_error))
    return {
        "session": session,
        "chances": [{"level": level, "chance": chance} for level, chance in chances.items()],
        "speech": _build_heard_speech(session),
        "answers": [_build_answer(row, is_deciding=row.version.question_id in deciding) for row in answers],
    }


def _build_asked_speech(session: PlacementSession) -> dict[str, Any] | None:
    """Return the text to read aloud, and whether it was recorded; None where none is asked."""
    speech = PlacementSpeech.objects.filter(session=session).select_related("version").first()
    if speech is None:
        return None
    body = cap_seconds(read_body(speech.version.body))
    assert isinstance(body, SpeakBody)
    return {
        "language": speech.version.language,
        "prompt": speech.version.prompt,
        "text": body.text,
        "max_seconds": body.max_seconds,
        "is_recorded": speech.state != SpokenState.ASKED,
        "may_record": session.user is None or may_be_recorded(session.user),
    }


def _build_heard_speech(session: PlacementSession) -> dict[str, Any] | None:
    """Return what the office hears and reads of a recording; None without one."""
    speech = PlacementSpeech.objects.filter(session=session).select_related("file", "version").first()
    if speech is None or speech.state == SpokenState.ASKED:
        return None
    body = read_body(speech.version.body)
    assert isinstance(body, SpeakBody)
    name = f"speech.{FILE_EXTENSIONS[speech.file.content_type]}" if speech.file else ""
    return {
        "asked": body.text,
        "state": speech.state,
        "text": get_heard_text(speech, to_teacher=True),
        "overall": speech.overall,
        "transcript": speech.transcript,
        "words": speech.words,
        "allowed_by": speech.allowed_by,
        "url": build_file_download_link(speech.file, name=name) if speech.file else None,
    }


def _build_answer(answer: PlacementAnswer, *, is_deciding: bool) -> dict[str, Any]:
    question = answer.version.question
    names = ("place", "difficulty", "response", "is_correct", "ability", "standard_error", "answered_at")
    shown = {name: getattr(answer, name) for name in names}
    return shown | {"question": question.pk, "name": question.name, "skill": question.skill, "is_deciding": is_deciding}


def _read_item(answer: PlacementAnswer) -> PlacementItem:
    question = answer.version.question
    return PlacementItem(id=question.pk, difficulty=answer.difficulty, skill=question.skill)


def _build_question(session: PlacementSession, answer: PlacementAnswer) -> dict[str, Any]:
    version = answer.version
    body = shuffle_body(read_body(version.body), seed=f"{session.seed}:{answer.place}", shuffle_options=True)
    shown = [UUID(picture["file"]) for picture in version.pictures]
    files = {row.pk: row for row in QuestionFile.objects.filter(pk__in=shown).select_related("file")} if shown else {}
    return {
        "place": answer.place,
        "language": version.language,
        "prompt": version.prompt,
        "pictures": [picture | {"url": build_file_link(files[UUID(picture["file"])])} for picture in version.pictures],
        "has_audio": version.audio_id is not None,
        "plays_left": max(0, version.max_plays - answer.plays_used) if version.max_plays else None,
        "body": body,
    }
