"""Grades are appealed against, and works marked twice, in a real Chromium (`grade-appeals`, `second-marking`)."""

import pytest
from django.utils.translation import override

from apps.accounts.models import Guardian
from apps.grading.causes import load_causes
from apps.grading.models import GradeAppeal, GradeEntry, ProvisionalMark
from tests.grading.gradebook_requests import make_gradebook, write
from tests.pages.browser import make_login

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_appeals_are_made_and_answered(play, group, pupil, second_pupil, parent, assistant):
    """The pupil's grade is changed; that of the parent's child stays."""
    teacher = group.lead_teacher
    Guardian.objects.create(parent=parent, child=second_pupil, kind="mother")
    gradebook = make_gradebook(teacher, group, {"name": "Oral exam"}, {"name": "Dictation"})
    for person in (pupil, second_pupil):
        write(teacher, gradebook, person, 12)
    play(
        "grade-appeals", gradebook=gradebook["id"], teacher=make_login(teacher, locale="uz"), name=group.name,
        colleague=make_login(assistant, locale="ru"), pupil=make_login(pupil, locale="ru"),
        parent=make_login(parent, locale="uz"), pupil_name=pupil.full_name, child=second_pupil.full_name,
    )  # fmt: skip
    granted, declined = GradeAppeal.objects.order_by("created_at")
    assert (granted.state, granted.author, granted.answered_by) == ("granted", pupil, teacher)
    assert (declined.state, declined.author, declined.answered_by) == ("declined", parent, assistant)
    entry = GradeEntry.objects.get(number=2)
    assert (entry, entry.points, entry.reason) == (granted.entry, 17.5, "")
    assert read_causes([entry]) == ["Eʼtiroz: Я ответил на последний вопрос."]


def test_an_essay_is_marked_twice_without_names(play, group, pupil, second_pupil, assistant):
    """The pupil's marks agree; about the second pupil's the teacher decides."""
    teacher = group.lead_teacher
    gradebook = make_gradebook(teacher, group, {"name": "Essay"})
    play(
        "second-marking", gradebook=gradebook["id"], teacher=make_login(teacher, locale="uz"),
        colleague=make_login(assistant, locale="ru"), teacher_name=teacher.full_name,
        colleague_name=assistant.full_name,
    )  # fmt: skip
    marks = ProvisionalMark.objects.order_by("place", "points")
    assert [(mark.author, mark.points) for mark in marks] == [
        (teacher, 12), (teacher, 18), (assistant, 17.5), (assistant, 19),
    ]  # fmt: skip
    entries = GradeEntry.objects.order_by("created_at")
    assert [(entry.points, entry.author, entry.reason) for entry in entries] == [
        (18.5, teacher, ""), (15, teacher, "Birga oʻqidik."),
    ]  # fmt: skip
    assert read_causes(entries) == ["Ikki marta tekshirildi: 18 va 19.", "Ikki marta tekshirildi: 12 va 17.5."]


def read_causes(entries):
    """What an Uzbek reader is told of them."""
    with override("uz"):
        causes = load_causes([str(entry.pk) for entry in entries])
    return [causes[str(entry.pk)] for entry in entries]
