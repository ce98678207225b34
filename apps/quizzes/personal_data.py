"""Personal data of quizzes: attempts go with the person, what staff wrote stays."""

from django.db.models import Q

from apps.core.personal_data import DELETE, KEEP, PersonalData, PersonIdentifiers
from apps.quizzes import archive_rows
from apps.quizzes.models import Answer, LateAnswer, PlacementAnswer, PlacementLink, PlacementSession
from apps.quizzes.services.placement_speech import forget_speeches

PERSONAL_DATA = [
    PersonalData(
        "quizzes.QuizAttempt",
        "user",
        DELETE,
        "id created_at quiz__title number state started_at deadline handed_in_at score max_score passed",
        blank=archive_rows.blank_attempts,
    ),
    PersonalData(
        "quizzes.Answer",
        "attempt__user",
        DELETE,
        "id attempt__quiz__title place response saved_at mark comment",
        blank=archive_rows.blank_answers,
    ),
    PersonalData("quizzes.AnswerFile", "answer__attempt__user", DELETE, "id created_at file"),
    PersonalData(
        "quizzes.SpokenResult",
        "recording__answer__attempt__user",
        DELETE,
        "id created_at verdict overall transcript words",
        blank=archive_rows.blank_spoken_results,
    ),
    PersonalData("quizzes.LateAnswer", "answer__attempt__user", DELETE, "id response received_at accepted_at reason"),
    PersonalData(
        "quizzes.QuizExtension",
        "user",
        DELETE,
        "id created_at quiz__title extra_percent extra_attempts closes_at reason",
    ),
    PersonalData(
        "quizzes.PlacementSession",
        "user",
        DELETE,
        "id test__name name phone started_at finished_at level ability standard_error",
    ),
    PersonalData(
        "quizzes.PlacementSpeech", "session__user", DELETE, "id recorded_at allowed_by file overall transcript words"
    ),
    PersonalData("quizzes.PlacementAnswer", "session__user", DELETE, "id place response answered_at"),
    PersonalData("quizzes.PlacementTest", "by", KEEP, "id created_at name", empty={"by": None}, own=False),
    PersonalData("quizzes.PlacementLink", "by", KEEP, "id created_at test__name", empty={"by": None}, own=False),
    PersonalData("quizzes.QuizExtension", "by", KEEP, "id created_at quiz__title", empty={"by": None}, own=False),
    PersonalData("quizzes.Quiz", "author", KEEP, "id created_at title", empty={"author": None}, own=False),
    PersonalData(
        "quizzes.QuestionVersion", "made_by", KEEP, "id created_at question__name", empty={"made_by": None}, own=False
    ),
    PersonalData("quizzes.QuestionFile", "added_by", KEEP, "id created_at", empty={"added_by": None}, own=False),
    PersonalData(
        "quizzes.QuestionImport", "by", KEEP, "id created_at bank__name name state", empty={"by": None}, own=False
    ),
    PersonalData(
        "quizzes.QuestionExport", "by", KEEP, "id created_at bank__name format state", empty={"by": None}, own=False
    ),
    PersonalData("quizzes.Regrade", "by", KEEP, "id created_at state", empty={"by": None}, own=False),
    PersonalData(
        "quizzes.Answer",
        "marked_by",
        KEEP,
        "id marked_at mark comment",
        empty={"marked_by": None},
        own=False,
        loose="response",
    ),
    PersonalData(
        "quizzes.LateAnswer",
        "accepted_by",
        KEEP,
        "id accepted_at reason",
        empty={"accepted_by": None},
        own=False,
        loose="response",
    ),
    # A bank and what it asks are the work of the teachers of its course, a quiz that of its author.
    PersonalData("quizzes.QuestionBank", "course__course_teachers__teacher", KEEP, own=False),
    PersonalData("quizzes.Question", "bank__course__course_teachers__teacher", KEEP, own=False),
    PersonalData("quizzes.QuizQuestion", "quiz__author", KEEP, own=False),
]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Remove the person's name from answers of others, and from placement tests that the person took as a visitor."""
    visits = PlacementSession.objects.filter(Q(phone__in=identifiers.addresses) | Q(name__in=identifiers.certain))
    named = list(visits.exclude(name="", phone="").values_list("pk", flat=True))
    forget_speeches(named)
    PlacementSession.objects.filter(pk__in=named).update(name="", phone="")
    links = PlacementLink.objects.filter(Q(phone__in=identifiers.addresses) | Q(name__in=identifiers.certain))
    links.update(name="", phone="")
    identifiers.scrub_column(PlacementAnswer.objects.all(), "response")
    identifiers.scrub_column(Answer.objects.all(), "response")
    identifiers.scrub_column(LateAnswer.objects.all(), "response")
