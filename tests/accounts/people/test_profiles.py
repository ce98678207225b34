"""Profiles of students, teachers and children stand inside `users/me` and `users/{id}`."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import ChildProfile, Institution, StudentProfile, TeacherProfile, User
from apps.settings.models import AuditLog

ME = "/auth/users/me/"


@pytest.fixture
def school(db):
    return Institution.objects.create(name="110-maktab", folded="110 maktab", kind="school", city="Toshkent")


def test_pupil_changes_their_education(pupil, school, client_for):
    client = client_for(pupil)
    assert client.get(ME).json["student_profile"] is None
    values = {"institution": str(school.pk), "education": "9th form", "preferences": {"goal": "IELTS"}}
    profile = client.patch(ME, {"student_profile": values}).json["student_profile"]
    assert (profile["institution"]["name"], profile["education"]) == ("110-maktab", "9th form")
    kept = client.patch(ME, {"student_profile": {"education": "10th form"}}).json["student_profile"]
    assert (kept["education"], kept["preferences"], kept["institution"]["id"]) == (
        "10th form", {"goal": "IELTS"}, str(school.pk)
    )  # fmt: skip
    assert client.patch(ME, {"student_profile": {"institution": None}}).json["student_profile"]["institution"] is None
    assert AuditLog.objects.filter(action="accounts.change_student_profile", actor=pupil).count() == 3


def test_teacher_changes_her_profile_and_the_office_corrects_it(teacher, manager, client_for):
    values = {"about": {"en": "Ten years"}, "qualifications": "CELTA"}
    profile = client_for(teacher).patch(ME, {"teacher_profile": values}).json["teacher_profile"]
    assert profile["about"] == {"uz": "", "ru": "", "en": "Ten years"}
    body = {"teacher_profile": {"qualifications": "CELTA, 2019"}}
    corrected = client_for(manager).patch(f"/auth/users/{teacher.pk}/", body).json["teacher_profile"]
    assert (corrected["qualifications"], corrected["about"]["en"]) == ("CELTA, 2019", "Ten years")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"student_profile": {"institution": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70"}}, "student_profile.institution"),
        ({"student_profile": {"education": "x" * 201}}, "student_profile.education"),
        ({"student_profile": {"preferences": {f"p{n}": "x" for n in range(21)}}}, "student_profile.preferences"),
        ({"student_profile": {"preferences": {"p": "x" * 201}}}, "student_profile.preferences"),
        ({"student_profile": {"preferences": {"p": {"deep": 1}}}}, "student_profile.preferences.p"),
        ({"student_profile": None}, "student_profile"),
        ({"teacher_profile": {"qualifications": "All"}}, "teacher_profile"),
        ({"child_profile": {"birth_date": "2017-01-01"}}, "child_profile"),
        ({"birth_date": "2017-01-01"}, "birth_date"), ({"role": "admin"}, "role"), ({"email": "x@y.uz"}, "email"),
        ({"branches": []}, "branches"), ({"avatar": None}, "avatar"),
    ],
)  # fmt: skip
def test_invalid_value_changes_nothing(body, field, pupil, client_for):
    assert client_for(pupil).patch(ME, {"first_name": "Anvar"} | body).refused_fields == (422, [field])
    pupil.refresh_from_db()
    assert pupil.first_name == "Jasur"
    assert not StudentProfile.objects.exists()
    assert not TeacherProfile.objects.exists()


def test_child_sees_its_birth_date_and_the_office_its_code(manager, pupil, client_for):
    client = client_for(manager)
    child = {"first_name": "Asal", "last_name": "Oripova", "role": "student", "birth_date": "2017-03-08"}
    made = client.post("/auth/users/", child).json
    profile = made["child_profile"]
    assert (profile["birth_date"], profile["has_pictures"], len(profile["code"])) == ("2017-03-08", False, 6)
    own = client_for(User.objects.get(pk=made["id"])).get(ME).json
    assert own["child_profile"] == {"birth_date": "2017-03-08"}
    path = f"/auth/users/{made['id']}/"
    assert client.patch(path, {"birth_date": "2016-03-08"}).json["child_profile"]["birth_date"] == "2016-03-08"
    changed = client.patch(f"/auth/users/{pupil.pk}/", {"birth_date": "2016-03-08"}).json
    assert (changed["birth_date"], changed["child_profile"]) == ("2016-03-08", None)


def test_own_profile_takes_the_same_queries_with_and_without_profiles(pupil, school, client_for):
    client, counts = client_for(pupil), []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(ME).status == 200
        counts.append(len(asked))
        StudentProfile.objects.get_or_create(user=pupil, institution=school)
        ChildProfile.objects.get_or_create(user=pupil, birth_date="2017-01-01", code="1")
    assert counts == [counts[0]] * 2
