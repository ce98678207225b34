"""Things of the access matrix in quizzes: a bank of the course, quizzes of the child's group, a placement test."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from apps.core.models import StoredFile
from apps.courses.models import Course
from apps.learning.models import CourseLesson
from apps.quizzes.models import (
    Answer,
    AnswerFile,
    PlacementSpeech,
    Question,
    QuestionExport,
    QuestionFile,
    QuestionImport,
    QuestionVersion,
    Quiz,
    Regrade,
    SpokenResult,
)
from apps.quizzes.placement.selection import MAX_ITEMS
from apps.quizzes.questions.bodies import SingleBody, SpeakBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import Hint, SingleKey, SpeakKey
from apps.quizzes.questions.parts import Option
from apps.quizzes.questions.responses import SingleResponse
from apps.quizzes.services import attempts, banks, placement_sessions, placement_tests, quizzes

DOCUMENT: dict[str, Any] = {
    "type": "doc",
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "She ___ to school."}]}],
}


def create_quiz_objects(world: Any) -> dict[str, Any]:
    """A bank with a question that is heard and has a hint; a published quiz that nobody has begun; an open attempt of
    the child at another, and a handed-in one whose answer came late; a quiz of the other group.
    """
    author = world.teacher
    bank = banks.create_bank(actor=author, name="Tenses", course=world.course)
    stored = StoredFile.objects.create(path="material/quiz", sha256="0" * 64, size=9, content_type="audio/mpeg")
    file = QuestionFile.objects.create(bank=bank, file=stored, duration_ms=2_000, added_by=author)
    question = banks.create_question(actor=author, bank=bank, draft=build_draft(audio=file.pk))
    spoken = banks.create_question(actor=author, bank=bank, draft=build_spoken_draft())
    untold = banks.create_question(actor=author, bank=bank, draft=build_draft(key=build_secret_key()))
    values = {"title": "Unit 3", "attempts_allowed": 2}
    made = {}
    for name in ("quiz", "begun_quiz", "done_quiz"):
        quiz = quizzes.create_quiz(actor=author, group=world.group, values=values)
        places = [quizzes.PlaceDraft(question=question)]
        if name == "begun_quiz":
            places += [quizzes.PlaceDraft(question=untold), quizzes.PlaceDraft(question=spoken)]
        quiz = quizzes.set_places(actor=author, quiz=quiz, revision=quiz.revision, places=places)
        made[name] = quizzes.publish_quiz(actor=author, quiz=quiz)
    attempt, _is_new = attempts.start_attempt(user=world.child, quiz=made["begun_quiz"])
    done, _is_new = attempts.start_attempt(user=world.child, quiz=made["done_quiz"])
    recording = create_recording(attempt.answers.get(place=3), world.child)
    attempts.hand_in(attempt=done)
    response = SingleResponse(kind="single", option="x9")
    attempts.save_answer(attempt=done, place=1, response=response, client_at=None)
    other = quizzes.create_quiz(actor=world.other_teacher, group=world.other_group, values=values)
    other = quizzes.set_places(actor=world.other_teacher, quiz=other, revision=other.revision, places=places)
    Quiz.objects.filter(pk=made["done_quiz"].pk).update(lesson=world.lesson)
    regrade = Regrade.objects.create(version=question.current, by=author, state="ready")
    return create_placement_objects(world) | {
        "other_quiz": quizzes.publish_quiz(actor=world.other_teacher, quiz=other),
        "regrade": regrade,
        "question_import": QuestionImport.objects.create(
            bank=bank, by=author, name="unit-3.gift", format="gift", state="checked", question_count=1
        ),
        "question_export": QuestionExport.objects.create(bank=bank, by=author, format="gift", state="ready"),
        "answer_file": recording,
        "marked_answer": done.answers.get(),
        **made,
        "question_bank": bank,
        "question": question,
        "quiz_attempt": attempt,
        "quiz_revision": str(made["quiz"].revision),
        "first_place": "1",
    }


def create_lesson_quiz(course: Course, lesson: CourseLesson) -> Quiz:
    """A published quiz that this lesson shows."""
    return Quiz.objects.create(title="In town", course=course, course_lesson=lesson, published_at=timezone.now())


def create_placement_objects(world: Any) -> dict[str, Any]:
    """A bank of the centre with enough questions, a placement test of it, and a visitor's finished session."""
    bank = banks.create_bank(actor=world.manager, name="Placement", course=None)
    first = banks.create_question(actor=world.manager, bank=bank, draft=build_draft(skill="grammar", difficulty=-2))
    assert first.current is not None
    content = {name: getattr(first.current, name) for name in ("prompt", "body", "key")}
    for number in range(1, MAX_ITEMS):
        values = {"name": f"goes {number}", "kind": "single", "skill": "grammar", "difficulty": number / 4 - 2}
        question = Question.objects.create(bank=bank, **values)
        question.current = QuestionVersion.objects.create(question=question, number=1, **content)
        question.save(update_fields=["current"])
    test, _address = placement_tests.create_placement_test(
        actor=world.manager, bank=bank, name="English", daily_starts=200
    )
    who = {"name": "Nodira", "phone": "", "client": None}
    session, _secret = placement_sessions.begin_session(test=test, user=None, **who)
    for place in range(1, MAX_ITEMS + 1):
        response = SingleResponse(kind="single", option="k3")
        session = placement_sessions.answer_question(session=session, place=place, response=response)
    speech = banks.create_question(actor=world.manager, bank=bank, draft=build_spoken_draft())
    PlacementSpeech.objects.create(
        session=session, version=speech.current, state="heard", allowed_by="self", recorded_at=timezone.now()
    )
    return {"centre_bank": bank, "placement_test": test, "placement_session": session}


SECRETS = ("SECRET-EXPLANATION", "SECRET-FEEDBACK", "SECRET-HINT", "SECRET-TRANSCRIPT")
"""Words of the key of a question that is asked only in an attempt that is still open, and of what was heard in it."""


def build_spoken_draft(**more: Any) -> QuestionDraft:
    """A text to read aloud."""
    body = SpeakBody(kind="speak", task="reading", text="The market opens at seven.")
    return build_draft(name="market", body=body, key=SpeakKey(kind="speak"), **more)


def create_recording(answer: Answer, owner: Any) -> AnswerFile:
    """A recording that the answer names, and what the engine heard in it."""
    stored = StoredFile.objects.create(
        path="audio/quiz", sha256="1" * 64, size=9, content_type="audio/webm", original_name="a.webm", owner=owner
    )
    recording = AnswerFile.objects.create(answer=answer, file=stored)
    Answer.objects.filter(pk=answer.pk).update(response={"kind": "speak", "file": str(recording.pk)})
    SpokenResult.objects.create(recording=recording, state="heard", transcript=SECRETS[-1])
    return recording


def build_secret_key() -> SingleKey:
    """A key whose words are SECRETS."""
    explanation, feedback, hint, _transcript = SECRETS
    return SingleKey(
        kind="single",
        shares={"k3": 1},
        explanation=explanation,
        right_feedback=feedback,
        feedback={"k3": feedback},
        hints=[Hint(text=hint, cost=0.5)],
    )


def build_draft(**more: Any) -> QuestionDraft:
    """A question with one right answer, worth one point."""
    options = [Option(id="k3", text="goes"), Option(id="x9", text="go")]
    key = SingleKey(kind="single", shares={"k3": 1}, hints=[Hint(text="He, she, it.", cost=0.5)])
    values: dict[str, Any] = {
        "name": "she goes",
        "prompt": DOCUMENT,
        "body": SingleBody(kind="single", options=options),
        "key": key,
        "points": Decimal(1),
    }
    return QuestionDraft(**values | more)
