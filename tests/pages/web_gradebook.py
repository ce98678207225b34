"""A teacher writes a gradebook, pupil and parent read the grade, in a real Chromium (`gradebook.browser.ts`)."""

import pytest

from apps.accounts.models import Guardian
from apps.grading.models import Gradebook, GradeEntry, GradeExtension, GradeScale
from tests.pages.browser import make_login
from tests.quizzes.quiz_helpers import RIGHT, add_question, hand_in, make_bank, make_quiz, publish, send, start

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_gradebook_is_made_written_and_read(play, group, pupil, second_pupil, parent, assistant, admin):
    """The pupil has taken the quiz before; the assistant writes into a cell over REST meanwhile."""
    teacher = group.lead_teacher
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    bank = make_bank(teacher, group.course)
    quiz = publish(teacher, make_quiz(teacher, group=group, title="Unit 2"), [add_question(teacher, bank)])
    attempt = start(pupil, quiz)
    send(pupil, attempt, 1, RIGHT["single"])
    hand_in(pupil, attempt)
    for person in (teacher, assistant, admin):
        make_login(person, locale="en")
    play(
        "gradebook", teacher=teacher.email, colleague=assistant.email, office=admin.email, group=str(group.pk),
        name=group.name, login=make_login(pupil, locale="ru"), pupil=pupil.full_name, second=second_pupil.full_name,
        parent=make_login(parent, locale="uz"),
    )  # fmt: skip
    gradebook = Gradebook.objects.get(group=group)
    assert list(gradebook.categories.values_list("name", "weight")) == [("Tests", 60), ("Speaking", 40)]
    written = GradeEntry.objects.filter(item__name="Dictation", student=pupil)
    assert [entry.points for entry in written] == [14]
    names = gradebook.items.filter(removed_at__isnull=True).values_list("name", flat=True)
    assert list(names) == ["Unit 2", "Dictation", "Oral exam"]
    written = GradeEntry.objects.filter(item__name="Dictation", student=second_pupil).order_by("number")
    assert list(written.values_list("author", "points")) == [(assistant.pk, 9), (teacher.pk, 15)], "both stay"
    oral = GradeEntry.objects.filter(item__name="Oral exam", student=pupil).order_by("number")
    assert list(oral.values_list("points", "is_excused", "reason")) == [
        (17.5, False, ""), (None, False, "Undo"), (20, False, ""),
    ]  # fmt: skip
    oral = GradeEntry.objects.filter(item__name="Oral exam", student=second_pupil).order_by("number")
    assert list(oral.values_list("is_excused", "points", "reason")) == [
        (True, None, ""),
        (False, 18, "Marked on paper."),
    ]
    assert GradeExtension.objects.get().reason == "Was ill."
    assert not GradeScale.objects.exists()
