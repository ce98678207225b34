"""Certificates awarded and read over REST, as a front end does it."""

from apps.learning.models import EnrollmentSource
from apps.learning.services import enrol_user
from tests.factories import client_for, make_django_client
from tests.job_runs import run_jobs
from tests.learning.published import publish_lessons

TEXTS = {"heading": {"uz": "SERTIFIKAT"}, "recipient": {"uz": "{name}"}, "statement": {"uz": "{course} {level}"}}
CONTENT = {
    "layout": "classic", "page": "a4", "orientation": "landscape", "texts": TEXTS, "colour": "#1F3A5F",
    "accent": "#B08D3C", "logo": None, "signatures": [],
}  # fmt: skip
JOBS = ("certificates.award_due", "certificates.award_by_rule", "certificates.make")


def make_template(office, name="Course certificate", **content):
    """The template as it is answered."""
    answer = client_for(office).post("/certificates/templates/", {"name": name, "content": CONTENT | content})
    assert answer.status == 201, answer.json
    return answer.json


def post_rule(office, course, template, **conditions):
    """What the server says of a new rule."""
    body = {"course": str(course.pk), "template": template["id"], "hours": 72, "level": "B1"} | conditions
    return client_for(office).post("/certificates/rules/", body)


def post_award(office, student, course, template, **more):
    """What the server says of an award by hand."""
    body = {"student": str(student.pk), "course": str(course.pk), "template": template["id"], "reason": "Final exam"}
    return client_for(office).post("/certificates/", body | more)


def award(office, student, course, template, **more):
    """The certificate, with its document made."""
    answer = post_award(office, student, course, template, **more)
    assert answer.status == 201, answer.json
    do_jobs()
    return client_for(office).get(f"/certificates/{answer.json['id']}/").json


def do_jobs():
    """Do all jobs of certificates that are due, and those that they enqueue."""
    while run_jobs(*JOBS):
        pass


def enrol(user, course):
    """The enrolment by the office."""
    return enrol_user(actor=None, user=user, course=course, source=EnrollmentSource.OFFICE)


def finish_course(user, course):
    """Have the person learn the one lesson of a course to its end."""
    [lesson] = publish_lessons(course, {})
    enrol(user, course)
    answer = client_for(user).post(f"/courses/lessons/{lesson.pk}/progress/", {"scrolled": True})
    assert answer.status == 200, answer.json


def list_certificates(reader, **query):
    """The certificates that the reader sees."""
    answer = client_for(reader).get("/certificates/", query)
    assert answer.status == 200, answer.json
    return answer.json["results"]


def open_page(certificate, language="en"):
    """The public page, as a stranger's browser gets it."""
    path = certificate["address"].partition("/c/")[2]
    return make_django_client().get(f"/c/{path}", {"language": language})
