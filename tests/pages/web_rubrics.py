"""A rubric from its writing to the reading of what was chosen, and the comment bank, in a real Chromium."""

import pytest

from apps.accounts.models import Guardian
from apps.grading.models import AssignmentRubric, FilledRubric, Rubric, SavedComment
from apps.homework.models import Homework
from tests.grading.gradebook_requests import make_gradebook
from tests.pages.browser import make_login

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_work_is_judged_by_a_rubric_with_saved_comments(play, group, pupil, parent, assistant, admin):
    """The teacher works in Russian, the pupil in Uzbek; the office has a rubric for the whole centre."""
    teacher = group.lead_teacher
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    gradebook = make_gradebook(teacher, group, {"name": "Dictation"})
    play(
        "rubrics", teacher=make_login(teacher, locale="ru"), office=make_login(admin, locale="en"),
        colleague=make_login(assistant, locale="en"),
        login=make_login(pupil, locale="uz"), parent=make_login(parent, locale="ru"), gradebook=gradebook["id"],
        pupil=pupil.full_name,
    )  # fmt: skip
    homework = Homework.objects.get(student=pupil, assignment__title="Моя семья")
    assert (homework.state, homework.score) == ("reviewed", 62.5)
    assert homework.reviews.get().comment == "Хорошо написано!\nСледите за окончаниями."
    filled = FilledRubric.objects.filter(homework=homework).order_by("pk")
    assert list(filled.values_list("version__rubric__name", "version__number", "author")) == [
        ("Письмо", 1, teacher.pk), ("Essay", 1, assistant.pk),
    ]  # fmt: skip
    assert AssignmentRubric.objects.get(assignment=homework.assignment).rubric.name == "Essay"
    rubrics = Rubric.objects.filter(archived_at=None).order_by("name")
    assert list(rubrics.values_list("name", "group", "current__number")) == [
        ("Essay", None, 1),
        ("Письмо", group.pk, 2),
    ]
    assert Rubric.objects.get(archived_at__isnull=False).name == "Mistake"
    kept = SavedComment.objects.filter(author=teacher).order_by("pk").values_list("text", flat=True)
    assert list(kept) == ["Следите за окончаниями.", "Хорошо написано!"]
    assert not SavedComment.objects.filter(author=admin).exists()
