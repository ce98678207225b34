"""What a child gets next: of its class or for all, with the reason in the reader's language; never nothing."""

import pytest
import time_machine
from django.utils import timezone

from apps.kids.classes import KgClass
from apps.kids.models import LessonClass, LessonSkill, ShownLesson, Skill, SkillMastery
from apps.kids.services.classes import set_class
from apps.learning.models import EnrollmentSource, LessonProgress
from apps.learning.services import enrol_user
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.kids.kid_requests import add_skill, ask_for_skill, play
from tests.learning.published import publish_lessons
from tests.quizzes.quiz_helpers import WRONG, make_quiz, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_day")]


@pytest.fixture
def skills(manager):
    area = add_skill(manager, "numbers")
    counting = add_skill(manager, "counting", parent=area["id"], name={"en": "Counting", "ru": "Счёт"})
    return [counting, add_skill(manager, "adding", parent=area["id"], needs=[counting["id"]])]


@pytest.fixture
def lessons(skills, course, kid):
    """One for another class, then two of counting for the child's class, and one of adding for all."""
    classes = ("KG3", "KG1", "KG1", "MIXED")
    rows = publish_lessons(course, *({"title": f"Lesson {number}"} for number in range(len(classes))))
    for row, content_class, skill in zip(rows, classes, (0, 0, 0, 1), strict=True):
        LessonClass.objects.create(lesson=row, content_class=content_class)
        LessonSkill.objects.create(lesson=row, skill_id=skills[skill]["id"])
    enrol_user(actor=None, user=kid, course=course, source=EnrollmentSource.OFFICE)
    return rows


def read_list(reader, kid, **query):
    answer = client_for(reader).get(f"/children/{kid.pk}/recommendations/", query)
    assert answer.status == 200, answer.json
    return answer.json


def titles(listed):
    return [lesson["title"] for lesson in listed["lessons"]]


def complete(kid, *lessons):
    now = timezone.now()
    LessonProgress.objects.bulk_create(LessonProgress(user=kid, lesson=row, completed_at=now) for row in lessons)


def practise(kid, skill, known, **values):
    today = timezone.localdate()
    memory = {"stability": 3.0, "difficulty": 5.0, "last_on": today, "due_on": today}
    SkillMastery.objects.create(
        child=kid, skill=Skill.objects.get(pk=skill["id"]), known=known, answers=10, days=3, **memory | values
    )


def test_without_the_consent_the_next_lessons_of_the_class_come(lessons, skills, kid, teacher, parent, other_teacher):
    practise(kid, skills[0], 0.9)
    listed = read_list(teacher, kid)
    assert (listed["source"], titles(listed)) == ("rules", ["Lesson 1", "Lesson 2"])
    assert [lesson["content_class"] for lesson in listed["lessons"]] == ["KG1", "KG1"]
    set_class(actor=teacher, child=kid, kg_class=KgClass.KG3, reason="All friends are there.")
    assert titles(read_list(parent, kid))[0] == "Lesson 0"
    path = f"/children/{kid.pk}/recommendations/"
    assert client_for(other_teacher).get(path).status == 404
    kid.guardians.update(sees_progress=False)
    assert client_for(parent).get(path).status == 404


def test_the_reason_comes_from_the_numbers_in_the_language_of_the_reader(
    lessons, skills, course, group, kid, consent, teacher, parent
):
    quiz = make_quiz(teacher, group=group, attempts_allowed=0)
    quiz = publish(teacher, quiz, [ask_for_skill(teacher, course, skills[0])])
    for _attempt in range(3):
        play(kid, quiz, WRONG["single"])
    run_jobs("kids.learn_from_attempt")
    parent.locale = "ru"
    parent.save(update_fields=["locale"])
    listed = {reader: read_list(reader, kid) for reader in (teacher, parent, kid)}
    assert {found["source"] for found in listed.values()} == {"bkt"}
    reasons = {reader: [lesson["reason"] for lesson in found["lessons"]] for reader, found in listed.items()}
    assert "Because 3 of 3 misses were in “Counting”." in reasons[teacher]
    assert "Потому что 3 из 3 ошибок были в «Счёт»." in reasons[parent]
    assert not any(character.isdigit() for text in reasons[kid] for character in text)


def test_what_needs_more_waits_until_the_child_is_ready(lessons, skills, kid, consent, teacher):
    practise(kid, skills[0], 0.5)
    assert "Lesson 3" not in titles(read_list(teacher, kid))
    SkillMastery.objects.update(known=0.7)
    assert "Lesson 3" in titles(read_list(teacher, kid))


def test_a_due_skill_comes_back_with_the_days_since_its_practice(lessons, skills, kid, consent, teacher):
    complete(kid, *lessons)
    practise(kid, skills[0], 0.99)
    with time_machine.travel("2026-11-25T12:00:00+05:00"):
        listed = read_list(teacher, kid)
    assert listed["source"] == "bkt"
    assert {(lesson["title"], lesson["is_review"]) for lesson in listed["lessons"]} == {
        ("Lesson 1", True), ("Lesson 2", True),
    }  # fmt: skip
    reason = "Because “Counting” was practised 5 days ago and is soon forgotten."
    assert {lesson["reason"] for lesson in listed["lessons"]} == {reason}


def test_lessons_speak_the_language_of_the_child_and_work_on_its_device(lessons, kid, teacher):
    assert kid.locale == "en"
    LessonClass.objects.filter(lesson=lessons[1]).update(languages=["ru"])
    LessonClass.objects.filter(lesson=lessons[2]).update(languages=["en", "ru"], devices=["touch"])
    assert titles(read_list(teacher, kid)) == ["Lesson 2"]
    # On a switch, adding alone is left, and what it needs is taught nowhere.
    assert titles(read_list(teacher, kid, device="switch")) == ["Lesson 3"]
    LessonClass.objects.filter(lesson=lessons[3]).delete()
    assert titles(read_list(teacher, kid, device="switch")) == ["Lesson 1", "Lesson 2"]
    answer = client_for(teacher).get(f"/children/{kid.pk}/recommendations/", {"device": "mouse"})
    answer.check_refused(422, field="device")


def test_the_list_is_never_empty_while_lessons_exist(lessons, skills, kid, consent, teacher):
    complete(kid, *lessons)
    practise(kid, skills[0], 0.99)
    assert titles(read_list(teacher, kid)) != []
    LessonSkill.objects.all().delete()
    LessonProgress.objects.filter(lesson=lessons[3]).delete()
    listed = read_list(teacher, kid)
    assert (listed["source"], titles(listed), listed["lessons"][0]["skill"]) == ("rules", ["Lesson 3"], None)
    complete(kid, lessons[3])
    listed = read_list(teacher, kid)
    assert titles(listed) == ["Lesson 1", "Lesson 2", "Lesson 3"]
    assert listed["lessons"][0]["reason"] == "Because everything is done: this once more."
    LessonClass.objects.all().delete()
    assert titles(read_list(teacher, kid)) == []


def test_what_was_listed_and_by_what_is_kept_once_a_day(lessons, skills, kid, consent, teacher):
    for reader in (teacher, teacher, kid):
        read_list(reader, kid)
    practise(kid, skills[0], 0.5)
    read_list(kid, kid)
    rows = ShownLesson.objects.filter(child=kid, lesson=lessons[1]).order_by("pk")
    assert [(row.source, row.reason, row.to_child) for row in rows] == [
        ("rules", "next_lesson", False), ("rules", "next_lesson", True), ("bkt", "easy_success", True),
    ]  # fmt: skip
    with time_machine.travel("2026-11-21T12:00:00+05:00"):
        read_list(kid, kid)
    assert rows.filter(source="bkt").count() == 2


def test_a_list_takes_the_same_queries_for_few_and_many_lessons(
    lessons, skills, course, kid, consent, teacher, django_assert_max_num_queries
):
    practise(kid, skills[0], 0.5)
    counts = []
    for number in (4, 20):
        rows = publish_lessons(course, *({"title": f"Lesson {n}"} for n in range(number)))
        LessonClass.objects.bulk_create(LessonClass(lesson=row, content_class="MIXED") for row in rows)
        LessonSkill.objects.bulk_create(LessonSkill(lesson=row, skill_id=skills[0]["id"]) for row in rows)
        with django_assert_max_num_queries(60) as asked:
            assert titles(read_list(teacher, kid))
        counts.append(len(asked))
    assert counts[0] == counts[1]
