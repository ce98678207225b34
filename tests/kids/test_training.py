"""Course lessons and questions name the skills that they train, and lessons their class."""

import pytest

from apps.kids.models import LessonClass, LessonSkill, QuestionSkill
from apps.settings.models import AuditLog
from tests.factories import client_for
from tests.kids.kid_requests import add_skill
from tests.learning.published import publish_lessons
from tests.quizzes.quiz_helpers import add_question, make_bank

pytestmark = pytest.mark.django_db
UNPLAYED = {"play_minutes": None, "most_play_minutes": 7}


@pytest.fixture
def skills(manager):
    area = add_skill(manager, "numbers")
    return area, *(add_skill(manager, code, parent=area["id"]) for code in ("counting", "shapes"))


@pytest.fixture
def lesson(course, group):
    return publish_lessons(course, {})[0]


def name(author, path, *weights, **more):
    skills = [{"skill": skill["id"], "weight": weight} for skill, weight in weights]
    return client_for(author).put(path, {"skills": skills} | more)


def read_weights(answer):
    assert answer.status == 200, answer.json
    return {each["skill"]["code"]: each["weight"] for each in answer.json["skills"]}


def test_a_lesson_names_its_class_and_skills(lesson, skills, teacher, stranger):
    area, counting, shapes = skills
    path = f"/skills/lessons/{lesson.pk}/"
    first = name(teacher, path, (counting, 1), (shapes, 0.25), content_class="KG1")
    assert (first.json["content_class"], read_weights(first)) == ("KG1", {"counting": 1, "shapes": 0.25})
    assert name(teacher, path, (shapes, 1), content_class="MIXED").json["content_class"] == "MIXED"
    assert read_weights(client_for(teacher).get(path)) == {"shapes": 1}
    name(teacher, path, (area, 1), content_class=None).check_refused(422, field="skills")
    name(teacher, path, (shapes, 1), (shapes, 0.5), content_class=None).check_refused(422, field="skills")
    assert name(teacher, path, (shapes, 0), content_class=None).status == 422
    assert name(teacher, path, (shapes, 1), content_class="KG4").status == 422
    assert client_for(stranger).get(path).status == 403
    empty = {"content_class": None, "languages": [], "devices": [], "skills": []}
    assert name(teacher, path, content_class=None).json == empty | UNPLAYED
    assert (LessonClass.objects.count(), LessonSkill.objects.count()) == (0, 0)
    assert AuditLog.objects.filter(action="kids.set_lesson_skills", actor=teacher).count() == 3


def test_a_lesson_names_its_languages_and_devices(lesson, teacher):
    path = f"/skills/lessons/{lesson.pk}/"
    known = {"content_class": "KG2", "languages": ["ru", "uz"], "devices": ["touch"]}
    assert name(teacher, path, **known).json == known | {"skills": []} | UNPLAYED
    assert client_for(teacher).get(path).json == known | {"skills": []} | UNPLAYED
    entry = AuditLog.objects.get(action="kids.set_lesson_skills")
    assert name(teacher, path, **known | {"languages": ["uz", "ru", "uz"]}).json["languages"] == ["ru", "uz"]
    assert AuditLog.objects.get(action="kids.set_lesson_skills") == entry
    name(teacher, path, **known | {"languages": ["de"]}).check_refused(422, field="languages.0")
    name(teacher, path, **known | {"devices": ["mouse"]}).check_refused(422, field="devices.0")
    assert name(teacher, path, content_class="KG2").json["devices"] == []


def test_only_who_writes_a_lesson_or_question_names_skills(lesson, skills, course, group, teacher, other_teacher):
    question = add_question(teacher, make_bank(teacher, course))
    for path, more in (
        (f"/skills/lessons/{lesson.pk}/", {"content_class": None}),
        (f"/skills/questions/{question}/", {}),
    ):
        assert client_for(other_teacher).get(path).status == 404
        assert name(other_teacher, path, (skills[1], 1), **more).status == 404
        assert read_weights(name(teacher, path, (skills[1], 1), **more)) == {"counting": 1}
    assert AuditLog.objects.get(action="kids.set_question_skills").object_id == question


def test_an_archived_skill_stays_where_it_is_named(skills, course, group, teacher, manager):
    _area, counting, shapes = skills
    path = f"/skills/questions/{add_question(teacher, make_bank(teacher, course))}/"
    assert read_weights(name(teacher, path, (counting, 1))) == {"counting": 1}
    assert client_for(manager).delete(f"/skills/{counting['id']}/").status == 204
    assert read_weights(name(teacher, path, (counting, 0.5), (shapes, 0.5))) == {"counting": 0.5, "shapes": 0.5}
    assert read_weights(name(teacher, path, (shapes, 1))) == {"shapes": 1}
    name(teacher, path, (counting, 1)).check_refused(422, field="skills")
    assert QuestionSkill.objects.count() == 1
