"""The quiz of "English A2 on the way": its questions, and how the demo's pupils answer them."""

from apps.accounts.models import User
from apps.courses.models import Course
from apps.quizzes.models import Quiz
from apps.quizzes.questions.bodies import GapBody, MatchingBody, OrderingBody, QuestionBody, ShortBody, SingleBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import GapKey, Hint, MatchingKey, OrderingKey, QuestionKey, ShortKey, SingleKey
from apps.quizzes.questions.parts import Option
from apps.quizzes.questions.responses import (
    GapResponse,
    MatchingResponse,
    OrderingResponse,
    QuestionResponse,
    ShortResponse,
    SingleResponse,
)
from apps.quizzes.services import attempts, banks, quizzes
from project.demo.online.documents import document

TITLE = "The words of module 1"


def _options(**texts: str) -> list[Option]:
    return [Option(id=key, text=text) for key, text in texts.items()]


QUESTIONS: tuple[tuple[str, QuestionBody, QuestionKey, QuestionResponse, QuestionResponse], ...] = (
    (
        "It is three in the afternoon. What do you say?",
        SingleBody(kind="single", options=_options(a="Good afternoon", b="Good night", c="Good morning")),
        SingleKey(kind="single", shares={"a": 1}, explanation="From 12 to 17 one says “Good afternoon”."),
        SingleResponse(kind="single", option="a"),
        SingleResponse(kind="single", option="b"),
    ),
    (
        "Your mother's mother is your …",
        ShortBody(kind="short"),
        ShortKey.model_validate(
            {
                "kind": "short",
                "answers": [{"text": "grandmother"}, {"text": "grandma"}],
                "hints": [Hint(text="It begins with “grand”.", cost=0.25)],
            }
        ),
        ShortResponse(kind="short", text="grandmother"),
        ShortResponse(kind="short", text="grandmother"),
    ),
    (
        "Find the pairs.",
        MatchingBody(
            kind="matching",
            left=_options(a="brother", b="sister", c="cousin"),
            right=_options(d="aka, uka", e="opa, singil", f="amakivachcha"),
        ),
        MatchingKey(kind="matching", pairs={"a": "d", "b": "e", "c": "f"}),
        MatchingResponse(kind="matching", pairs={"a": "d", "b": "e", "c": "f"}),
        MatchingResponse(kind="matching", pairs={"a": "d", "b": "f", "c": "e"}),
    ),
    (
        "Fill in the gaps.",
        GapBody.model_validate(
            {
                "kind": "gap",
                "text": "I have [[g1]] two brothers. My mother [[g2]] maths.",
                "gaps": [{"id": "g1", "kind": "typed"}, {"id": "g2", "kind": "typed"}],
            }
        ),
        GapKey.model_validate(
            {"kind": "gap", "gaps": {"g1": {"answers": [{"text": "got"}]}, "g2": {"answers": [{"text": "teaches"}]}}}
        ),
        GapResponse(kind="gap", gaps={"g1": "got", "g2": "teaches"}),
        GapResponse(kind="gap", gaps={"g1": "got", "g2": "teach"}),
    ),
    (
        "Put the words into order.",
        OrderingBody(kind="ordering", items=_options(a="driver", b="My", c="is a", d="father")),
        OrderingKey(kind="ordering", order=["b", "d", "c", "a"]),
        OrderingResponse(kind="ordering", order=["b", "d", "c", "a"]),
        OrderingResponse(kind="ordering", order=["b", "d", "c", "a"]),
    ),
)
"""Prompt, body, key, a right response, and one that is not always right."""


def create_quiz(teacher: User, course: Course) -> Quiz:
    """Create a bank of the course with all questions, and a quiz that asks them, as a draft."""
    bank = banks.create_bank(actor=teacher, name=TITLE, course=course)
    places = []
    for prompt, body, key, *_responses in QUESTIONS:
        draft = QuestionDraft(name=prompt, prompt=document(prompt), body=body, key=key, level="A2", skill="vocabulary")
        places.append(quizzes.PlaceDraft(question=banks.create_question(actor=teacher, bank=bank, draft=draft)))
    quiz = quizzes.create_quiz(actor=teacher, course=course, values={"title": TITLE})
    return quizzes.set_places(actor=teacher, quiz=quiz, revision=quiz.revision, places=places)


def take_quiz(pupil: User, quiz: Quiz, *, all_right: bool) -> None:
    """Answer all questions and hand in. Do not call inside a transaction."""
    attempt, _is_new = attempts.start_attempt(user=pupil, quiz=quiz)
    for place, (_prompt, _body, _key, right, other) in enumerate(QUESTIONS, start=1):
        attempts.save_answer(attempt=attempt, place=place, response=right if all_right else other, client_at=None)
    attempts.hand_in(attempt=attempt)
