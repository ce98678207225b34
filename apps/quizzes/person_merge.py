"""What a merge of doubles does with attempts at quizzes and placement tests."""

from uuid import UUID

from django.utils import timezone

from apps.core.person_merge import STAFF_ACT, Moves, PersonMerge, Stays
from apps.quizzes.models import AttemptState, HandedInBy, QuizAttempt, QuizExtension
from apps.quizzes.services.closing import close_attempt

PERSON_MERGE: list[Moves | Stays] = [
    Moves("quizzes.QuizAttempt", "user", "quiz_attempts"),
    Moves("quizzes.QuizExtension", "user"),
    Moves("quizzes.PlacementSession", "user"),
    Stays("quizzes.PlacementTest", "by", STAFF_ACT),
    Stays("quizzes.PlacementLink", "by", STAFF_ACT),
    Stays("quizzes.QuizExtension", "by", STAFF_ACT),
    Stays("quizzes.Quiz", "author", STAFF_ACT),
    Stays("quizzes.QuestionVersion", "made_by", STAFF_ACT),
    Stays("quizzes.QuestionFile", "added_by", STAFF_ACT),
    Stays("quizzes.QuestionImport", "by", STAFF_ACT),
    Stays("quizzes.QuestionExport", "by", STAFF_ACT),
    Stays("quizzes.Answer", "marked_by", STAFF_ACT),
    Stays("quizzes.Regrade", "by", STAFF_ACT),
    Stays("quizzes.LateAnswer", "accepted_by", STAFF_ACT),
]


def before_merge(merge: PersonMerge) -> None:
    """Number the duplicate's attempts after the kept pupil's. Where both have an open one, the duplicate's is handed
    in as it is; of two extensions of one quiz the kept pupil's stays.
    """
    own = list(QuizAttempt.objects.filter(user=merge.keep).values_list("quiz_id", "number", "state"))
    numbers: dict[UUID, int] = {}
    for quiz, number, _state in own:
        numbers[quiz] = max(numbers.get(quiz, 0), number)
    opened = {quiz for quiz, _number, state in own if state == AttemptState.OPEN}
    rows = QuizAttempt.objects.select_for_update().filter(user=merge.duplicate, quiz__in=list(numbers))
    for attempt in rows.order_by("quiz", "-number"):
        if attempt.state == AttemptState.OPEN and attempt.quiz_id in opened:
            close_attempt(attempt, handed_in_at=timezone.now(), by=HandedInBy.QUIZ)
        attempt.number += numbers[attempt.quiz_id]
        attempt.save(update_fields=["number", "updated_at"])
    kept = QuizExtension.objects.filter(user=merge.keep).values("quiz")
    QuizExtension.objects.filter(user=merge.duplicate, quiz__in=kept).delete()
