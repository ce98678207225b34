"""Whom one may write to: the list agrees with what a conversation lets one do, for everybody and everybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Guardian, User
from apps.chat.links import decide_direct
from apps.core.permissions import Role
from apps.courses.models import CourseTeacher, Membership
from apps.learning.models import Enrollment
from apps.settings.models import SystemSettings
from tests import factories
from tests.chat.chat_requests import open_with
from tests.factories import client_for

pytestmark = pytest.mark.django_db


def find_people(user, **query):
    """By name, what each one is to the user."""
    answer = client_for(user).get("/chat/people/", {"page_size": 100} | query)
    assert answer.status == 200, answer.json
    return {row["full_name"]: row["relation"] for row in answer.json["results"]}


def check_agrees_with_conversations(people):
    """The list of each names whom `decide_direct` lets them write to, and only those."""
    for user in people:
        listed = {row["id"] for row in client_for(user).get("/chat/people/", {"page_size": 100}).json["results"]}
        others = User.objects.exclude(pk=user.pk)
        assert listed == {str(other.pk) for other in others if decide_direct(user, other).may_write}, user


@pytest.mark.slow  # 14 s
@pytest.mark.parametrize("switched_on", [False, True])
def test_it_agrees_with_the_limits_for_every_pair(cast, course, switched_on):
    SystemSettings.objects.update(pupil_direct_messages=switched_on)
    CourseTeacher.objects.create(course=course, teacher=cast.other_teacher)
    online = factories.make_user(Role.STUDENT, "Online", "Aliyev")
    Enrollment.objects.create(user=online, course=course, source="free", starts_at="2026-11-01T00:00:00Z")
    cast.group.assistants.add(cast.manager)
    gone = factories.make_user(Role.STUDENT, "Gone", "Aliyev")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    Membership.objects.create(group=cast.group, student=gone, joined_on="2026-09-01")
    client_for(cast.older).post("/chat/blocks/", {"person": str(cast.teacher.pk)})
    check_agrees_with_conversations(User.objects.filter(is_active=True))


def test_a_pupil_finds_the_teacher_and_a_teacher_the_families(cast):
    assert find_people(cast.young) == {str(cast.teacher): "teacher"}
    assert find_people(cast.guardian_of_young) == {str(cast.teacher): "teacher"}
    assert find_people(cast.other_teacher) == {}
    seen = find_people(cast.teacher)
    assert (seen[str(cast.young)], seen[str(cast.guardian_of_young)]) == ("pupil", "guardian")
    assert str(cast.former_young) not in seen
    assert find_people(cast.teacher, relation="guardian").keys().isdisjoint({str(cast.young)})
    assert list(find_people(cast.teacher, search="ofyoung")) == [str(cast.guardian_of_young)]
    for name, relation in seen.items():
        person = User.objects.get(first_name=name.split()[0])
        assert open_with(cast.teacher, person=person).status == 200, relation


def test_the_pupils_between_are_named(cast):
    [row] = client_for(cast.guardian_of_young).get("/chat/people/").json["results"]
    assert [child["id"] for child in row["pupils"]] == [str(cast.young.pk)]
    rows = client_for(cast.teacher).get("/chat/people/", {"relation": "guardian"}).json["results"]
    [mother] = [row for row in rows if row["id"] == str(cast.guardian_of_young.pk)]
    assert [child["full_name"] for child in mother["pupils"]] == [str(cast.young)]


def test_a_wrong_relation_is_refused(cast):
    answer = client_for(cast.teacher).get("/chat/people/", {"relation": "friend"})
    assert answer.refused_fields == (422, ["relation"])


def test_more_people_cost_no_more_queries(cast):
    def count():
        with CaptureQueriesContext(connection) as taken:
            assert client.get("/chat/people/").status == 200
        return len(taken)

    client = client_for(cast.teacher)
    client.get("/chat/people/")
    few = count()
    for number in range(15):
        pupil = factories.make_user(Role.STUDENT, f"More{chr(97 + number)}", "Aliyev")
        Membership.objects.create(group=cast.group, student=pupil, joined_on="2026-09-01")
        Guardian.objects.create(
            parent=factories.make_user(Role.PARENT, f"Of{chr(97 + number)}", "Aliyeva"), child=pupil, kind="mother"
        )
    assert count() == few
