"""Nobody who leads or assists in groups, or gives planned lessons, is switched off without the office knowing."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from apps.accounts.models import User
from apps.accounts.services.merges import preview_merge
from apps.core.permissions import Role
from apps.core.teaching import MAX_NAMED, list_teaching_duties
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.services import create_lesson, substitute_teacher
from tests import factories
from tests.factories import browser_of, client_for
from tests.lessons.lesson_factory import create_hour_lesson

WAYS = {"deactivate": {}, "role": {"role": "parent"}, "erase": None}
KEEP = {"teaching": "keep"}


@pytest.fixture
def lesson(group):
    return create_hour_lesson(group)


def act(actor: User, person: User, way: str, **more: str):
    body = WAYS[way]
    return client_for(actor).post(f"/auth/users/{person.pk}/{way}/", body if body is None else body | more)


def is_as_before(person: User) -> bool:
    now = User.objects.get(pk=person.pk)
    return (now.is_active, now.role) == (person.is_active, person.role)


@pytest.mark.parametrize("way", WAYS)
def test_groups_and_lessons_are_listed_and_nothing_changes(way, lesson, group, teacher, admin):
    answer = act(admin, teacher, way)
    assert answer.refusal == (409, "conflict")
    assert answer.json["fields"]["groups"] == ["Leads the group A2 morning"]
    (text,) = answer.json["fields"]["lessons"]
    assert text.startswith("Gives a lesson of the group A2 morning: ")
    assert text.endswith(", 10:00")
    assert is_as_before(teacher)


@pytest.mark.parametrize("way", WAYS)
def test_after_the_hand_over_nobody_is_asked(way, lesson, group, teacher, other_teacher, assistant, admin):
    assert act(admin, assistant, way).json["fields"] == {"groups": ["Assists in the group A2 morning"]}
    office = client_for(admin)
    path = f"/courses/groups/{group.pk}/"
    assert office.patch(path, {"lead_teacher": str(other_teacher.pk), "assistants": []}).status == 200
    assert list(act(admin, teacher, way).json["fields"]) == ["lessons"]
    substitute_teacher(actor=admin, lesson=lesson, teacher=other_teacher)
    for person in (teacher, assistant):
        assert act(admin, person, way).status in (200, 202)
        assert not is_as_before(person)


@pytest.mark.parametrize("way", ["deactivate", "role"])
def test_the_office_may_go_on_knowingly(way, lesson, group, teacher, admin):
    assert act(admin, teacher, way, **KEEP).status == 200
    group.refresh_from_db()
    lesson.refresh_from_db()
    assert (group.lead_teacher, lesson.teacher) == (teacher, teacher)
    assert not is_as_before(teacher)
    erased = act(admin, teacher, "erase").status
    assert erased == (202 if way == "deactivate" else 409), "who was switched off on purpose is not asked about again"


def test_other_staff_roles_may_teach_and_what_is_over_is_not_asked_about(group, teacher, substitute, admin):
    for days, status in ((-1, LessonStatus.PLANNED), (2, LessonStatus.CANCELLED), (3, LessonStatus.HELD)):
        Lesson.objects.filter(pk=create_hour_lesson(group, days).pk).update(teacher=substitute, status=status)
    assert list_teaching_duties(substitute.pk) == []
    assert client_for(admin).post(f"/auth/users/{teacher.pk}/role/", {"role": "manager"}).status == 200
    group.status = "closed"
    group.save(update_fields=["status"])
    assert act(admin, substitute, "deactivate").status == 200


@pytest.fixture
def substitute(db):
    return factories.make_user(Role.TEACHER, "Sardor", "Aliyev", email="sardor@example.uz")


def test_a_substitute_gives_the_lesson_and_many_lessons_are_counted(group, substitute, manager):
    starts = timezone.now().replace(minute=0) + timedelta(days=1)
    for number in range(MAX_NAMED + 3):
        begin = starts + timedelta(hours=number)
        lesson = create_lesson(actor=None, group=group, starts_at=begin, ends_at=begin + timedelta(minutes=45))
        substitute_teacher(actor=None, lesson=lesson, teacher=substitute)
    fields = act(manager, substitute, "deactivate").json["fields"]
    assert list(fields) == ["lessons"]
    assert (len(fields["lessons"]), fields["lessons"][-1]) == (MAX_NAMED + 1, "And 3 more")


def test_the_admin_asks_too(lesson, teacher, admin):
    browser = browser_of(admin, **{"Accept-Language": "en"})
    chosen = {"action": "switch_off", "_selected_action": [str(teacher.pk)], "confirmed": "1", "key": "once"}
    page = browser.post("/admin/accounts/user/", chosen, follow=True).content.decode()
    assert "Leads the group A2 morning" in page
    assert is_as_before(teacher)
    browser.post("/admin/accounts/user/", {**chosen, "key": "twice", "teaching_stays": "on"}, follow=True)
    assert not User.objects.get(pk=teacher.pk).is_active


def test_a_duplicate_that_still_teaches_is_not_merged_away(group, pupil, stranger, manager):
    stranger.role = Role.STUDENT
    stranger.save(update_fields=["role"])
    group.lead_teacher = stranger
    group.save(update_fields=["lead_teacher"])
    conflicts = preview_merge(keep=pupil, duplicate=stranger, actor=manager).conflicts
    assert [(row.code, row.field) for row in conflicts] == [("merge_not_pupils", "groups")]


def test_the_list_is_in_the_language_of_the_reader(lesson, teacher, manager):
    texts = {}
    for language in ("uz", "ru"):
        manager.locale = language
        manager.save(update_fields=["locale"])
        texts[language] = act(manager, teacher, "deactivate").json
    assert texts["ru"]["fields"]["groups"] == ["Ведёт группу A2 morning"]
    assert texts["uz"]["fields"]["groups"] == ["A2 morning guruhining asosiy oʻqituvchisi"]
    assert texts["ru"]["detail"].startswith("Этот человек ведёт группы или уроки.")
    with translation.override("ru"):
        assert texts["ru"]["fields"]["lessons"] == [str(duty.text) for duty in list_teaching_duties(teacher.pk)][1:]
