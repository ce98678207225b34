"""Certificates by rule and by hand: who gets one, what it says, and that a second award makes no second one."""

from datetime import date
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.db import IntegrityError

from apps.accounts.models import Guardian, User
from apps.certificates.models import Certificate
from apps.certificates.services import awards
from apps.certificates.services.making import note_failure
from apps.courses.models import Course, Membership, MembershipStatus
from apps.jobs.kinds import PermanentFailure
from apps.learning.models import Enrollment
from apps.notifications.models import Notification
from apps.portal.job_kinds import ERASE
from tests.certificates.certificate_requests import (
    CONTENT,
    award,
    do_jobs,
    enrol,
    finish_course,
    list_certificates,
    make_template,
    open_page,
    post_award,
    post_rule,
)
from tests.factories import client_for
from tests.grading.gradebook_requests import make_gradebook, write
from tests.job_runs import run_jobs
from tests.races import run_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def template(manager):
    return make_template(manager)


def test_who_completes_a_course_gets_the_certificate_once(group, manager, template, pupil, second_pupil, parent):
    course = group.course
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    assert post_rule(manager, course, template, least_progress=100).status == 201
    enrol(second_pupil, course)
    finish_course(pupil, course)
    do_jobs()
    do_jobs()
    [certificate] = list_certificates(pupil)
    assert (certificate["state"], certificate["name"], certificate["hours"], certificate["level"]) == (
        "valid", pupil.full_name, 72, "B1",
    )  # fmt: skip
    assert certificate["grounds"] == {"progress": "100"}
    assert certificate["number"].endswith("-000001")
    assert [row["id"] for row in list_certificates(parent)] == [certificate["id"]]
    assert list_certificates(second_pupil) == []
    told = Notification.objects.filter(type="certificates.ready")
    assert {row.user_id for row in told} == {pupil.pk, parent.pk}
    assert {row.data["address"] for row in told} == {certificate["address"]}
    document = client_for(pupil).get(f"/certificates/{certificate['id']}/document/")
    assert document.content.startswith(b"%PDF-")
    badge = client_for(pupil).get(f"/certificates/{certificate['id']}/badge/").json
    assert badge["credentialSubject"]["licenseNumber"] == certificate["number"]
    client_for(second_pupil).get(f"/certificates/{certificate['id']}/document/").check_refused(404)


def test_every_condition_of_a_rule_must_hold(group, manager, template, pupil):
    course = group.course
    answer = post_rule(manager, course, template, least_progress=50, not_before="2099-01-01")
    finish_course(pupil, course)
    do_jobs()
    assert list_certificates(pupil) == []
    body = {"template": template["id"], "least_progress": 50, "not_before": "2026-01-01", "least_attendance": 1}
    path = f"/certificates/rules/{answer.json['id']}/"
    assert client_for(manager).put(path, body).status == 200
    do_jobs()
    assert list_certificates(pupil) == [], "nobody has marked the register"
    assert client_for(manager).put(path, body | {"least_attendance": None}).status == 200
    do_jobs()
    assert len(list_certificates(pupil)) == 1


@pytest.mark.parametrize(
    ("conditions", "field"),
    [
        ({}, "not_before"),
        ({"least_grade": 70, "least_attendance": 80}, "not_before"),
        ({"least_quiz": 70, "least_progress": 100}, "least_quiz"),
        ({"least_progress": 101}, "least_progress"),
        ({"least_progress": 100, "quiz": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f99", "least_quiz": 5}, "quiz"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(group, manager, template, conditions, field):
    post_rule(manager, group.course, template, **conditions).check_refused(422, "invalid", field=field)


def test_a_second_rule_with_the_template_and_its_archiving_are_refused(group, manager, template):
    rule = post_rule(manager, group.course, template, least_progress=100).json
    post_rule(manager, group.course, template, least_progress=50).check_refused(409)
    client = client_for(manager)
    client.delete(f"/certificates/templates/{template['id']}/").check_refused(409)
    assert client.delete(f"/certificates/rules/{rule['id']}/").status == 204
    assert client.delete(f"/certificates/templates/{template['id']}/").status == 204
    post_rule(manager, group.course, template, least_progress=50).check_refused(422, field="template")


def test_awards_by_hand_name_who_and_why(group, manager, template, pupil, second_pupil, teacher):
    certificate = award(manager, pupil, group.course, template, name="MALIKA KARIMOVA", level="B2", day="2026-05-30")
    assert (certificate["awarded_by"]["id"], certificate["reason"]) == (str(manager.pk), "Final exam")
    assert (certificate["name"], certificate["day"]) == ("MALIKA KARIMOVA", "2026-05-30")
    again = post_award(manager, pupil, group.course, template, level="C2")
    assert (again.json["id"], again.json["level"]) == (certificate["id"], "B2")
    post_award(teacher, pupil, group.course, template).check_refused(403)
    post_award(manager, manager, group.course, template).check_refused(403)
    post_award(manager, second_pupil, group.course, template, day="2099-01-01").check_refused(422, field="day")


def test_an_erased_person_gets_none_and_an_old_one_stays_without_the_name(
    group, admin, manager, template, pupil, second_pupil
):
    certificate = award(manager, pupil, group.course, template)
    for person in (pupil, second_pupil):
        assert client_for(admin).post(f"/auth/users/{person.pk}/erase/", {}).status == 202
    assert run_jobs(ERASE) == 2
    post_award(manager, second_pupil, group.course, template).check_refused(422, field="student")
    page = open_page(certificate).content.decode()
    assert pupil.first_name not in page
    assert "erased" in page
    assert certificate["number"] in page


def test_where_only_a_day_says_when_later_pupils_get_none(
    group, admin, manager, template, pupil, second_pupil, stranger
):
    enrol(stranger, group.course)
    assert post_rule(manager, group.course, template, not_before="2026-10-01").status == 201
    do_jobs()
    assert {row["student"]["id"] for row in list_certificates(admin)} == {str(pupil.pk), str(second_pupil.pk)}


def test_a_graduate_gets_one_for_the_grade(group, teacher, manager, template, pupil):
    gradebook = make_gradebook(teacher, group, {})
    assert write(teacher, gradebook, pupil, 18).status == 201
    Membership.objects.update(status=MembershipStatus.GRADUATED, left_on=date(2026, 11, 1))
    assert post_rule(manager, group.course, template, least_grade=90, not_before="2026-11-01").status == 201
    do_jobs()
    [certificate] = list_certificates(pupil)
    assert certificate["grounds"] == {"grade": "90"}


def test_who_writes_a_rule_and_who_had_it_before_get_none_by_it(group, manager, template, pupil):
    enrol(manager, group.course)
    certificate = award(manager, pupil, group.course, template)
    revoked = client_for(manager).post(f"/certificates/{certificate['id']}/revoke/", {"reason": "A wrong name"})
    assert revoked.status == 200, revoked.json
    Enrollment.objects.update(progress=100, starts_at="2026-09-01T00:00:00Z")
    assert post_rule(manager, group.course, template, least_progress=1).status == 201
    do_jobs()
    assert Certificate.objects.count() == 1
    assert post_award(manager, pupil, group.course, template).json["number"].endswith("2")


def test_a_document_that_could_not_be_made_is_made_again(group, manager, pupil, second_pupil):
    texts = {"recipient": {"uz": "{name}"}, "statement": {"uz": "\n".join(["{course}"] * 8)}}
    template = make_template(manager, name="Long", texts=texts)
    Course.objects.update(title={"en": "Word " * 50})
    answer = post_award(manager, pupil, Course.objects.get(), template)
    path = f"/certificates/{answer.json['id']}/"
    with pytest.raises(PermanentFailure):
        do_jobs()
    note_failure(SimpleNamespace(object_id=answer.json["id"]), "it does not fit")
    assert client_for(manager).get(path).json["state"] == "failed"
    client_for(second_pupil).post(f"{path}make/").check_refused(403)
    short = CONTENT | {"texts": {"recipient": {"uz": "{name}"}}}
    body = {"version": 1, "name": "Long", "content": short}
    assert client_for(manager).put(f"/certificates/templates/{template['id']}/", body).status == 200
    assert client_for(manager).post(f"{path}make/").json["state"] == "in_work"
    do_jobs()
    assert client_for(pupil).get(path).json["state"] == "valid"
    client_for(manager).post(f"{path}make/").check_refused(409)


@pytest.mark.usefixtures("a_connection_for_each")
def test_64_awards_at_once_make_one_certificate(group, manager, template, pupil):
    answers = run_together(64, lambda _number: post_award(manager, pupil, group.course, template))
    assert {answer.status for answer in answers} == {201}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert list(Certificate.objects.values_list("number", flat=True)) == [1]


@pytest.mark.usefixtures("a_connection_for_each")
def test_control_without_the_lock_the_second_award_fails(group, manager, template, pupil, monkeypatch):
    meeting, build = Barrier(2, timeout=30), awards._build

    def build_together(*given):
        meeting.wait()
        return build(*given)

    monkeypatch.setattr(awards, "_lock_student", lambda student: User.objects.get(pk=student.pk))
    monkeypatch.setattr(awards, "_build", build_together)
    with pytest.raises(IntegrityError, match="certificate_once_while_valid"):
        run_together(2, lambda _number: post_award(manager, pupil, group.course, template))
    assert list(Certificate.objects.values_list("number", flat=True)) == [1]
