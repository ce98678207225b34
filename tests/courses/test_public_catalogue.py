"""The public pages of the catalogue: off by default, in three languages, with nothing that a visitor may not see."""

import json
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.courses.models import Course, CourseStatus, CourseTeacher
from apps.courses.services import create_course
from apps.settings.services import update_system_settings
from tests.factories import client_for

TITLE = {"uz": "Ingliz tili", "ru": "Английский язык", "en": "English </script><b>A2"}


@pytest.fixture
def public(db):
    update_system_settings(actor=None, public_catalogue=True)
    return Client()


def publish(teacher, title=TITLE, **more) -> Course:
    course = create_course(actor=teacher, title=title, level="A2", mode="online", **more)
    Course.objects.filter(pk=course.pk).update(status=CourseStatus.PUBLISHED)
    return Course.objects.get(pk=course.pk)


def test_pages_are_closed_until_the_centre_opens_them(db, teacher):
    course = publish(teacher)
    for path in (
        "/uz/courses/",
        f"/uz/courses/{course.slug}/",
        "/uz/tutors/",
        f"/uz/tutors/{teacher.pk}/",
        "/sitemap.xml",
    ):
        assert Client().get(path).status_code == 404, path


def test_the_bare_address_leads_to_the_courses_in_the_visitors_language(public):
    assert public.get("/", headers={"Accept-Language": "ru"}).headers["Location"] == "/ru/courses/#start"
    update_system_settings(actor=None, languages=["uz", "en"])
    assert public.get("/", headers={"Accept-Language": "ru"}).headers["Location"] == "/uz/courses/#start"


def test_a_visitor_finds_a_course_by_either_script_and_with_a_typing_error(public, teacher):
    publish(teacher)
    publish(teacher, {"uz": "Matematika", "ru": "Математика", "en": "Mathematics"})
    for typed in ("ingliz", "инглиз", "Englsh", "английский"):
        page = public.get("/ru/courses/", {"q": typed}).content.decode()
        assert ("Английский язык" in page, "Математика" in page) == (True, False), typed
    assert "Курс не найден" in public.get("/ru/courses/", {"q": "qqqq"}).content.decode()
    assert "Математика" not in public.get("/ru/courses/", {"level": "C2"}).content.decode()
    assert public.get("/ru/courses/", {"page": "9" * 5000, "category": "no\0thing", "mode": "x"}).status_code == 200


def test_the_page_of_a_course_names_itself_to_search_engines(public, teacher):
    course = publish(teacher, description={"uz": "<p>Matn</p><script>alert(1)</script>", "ru": "", "en": ""})
    answer = public.get(f"/en/courses/{course.slug}/")
    page = answer.content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page).group(1))
    assert (data["@type"], data["name"], data["educationalLevel"]) == ("Course", TITLE["en"], "A2")
    assert ("alert(1)" in page, "<b>A2" in page) == (False, False)
    assert f'hreflang="ru" href="http://testserver/ru/courses/{course.slug}/"' in page
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
    assert f"<loc>http://testserver/uz/courses/{course.slug}/</loc>" in public.get("/sitemap.xml").content.decode()


def test_a_course_is_found_by_its_tags(public, teacher, nobody):
    publish(teacher, {"uz": "Safar", "ru": "Поездка", "en": "Travel"}, tags=["A & B"])
    course = publish(teacher, tags=["IELTS"])
    path, hers = f"/courses/courses/{course.pk}/", client_for(teacher)
    assert hers.patch(path, {"tags": ["x" * 41]}).json["fields"].keys() == {"tags.0"}
    assert hers.patch(path, {"tags": [str(number) for number in range(11)]}).json["fields"].keys() == {"tags"}
    assert hers.patch(path, {"tags": [" a  &  b", "ielts", "IELTS"]}).json["tags"] == ["A & B", "IELTS"]
    create_course(actor=teacher, title=TITLE, slug="hidden", tags=["Secret"])
    listed = nobody.get("/courses/tags/").json["results"]
    assert listed == [{"tag": "A & B", "course_count": 2}, {"tag": "IELTS", "course_count": 1}]
    for query in ({"tag": "IELTS"}, {"search": "ielts"}):
        assert [row["id"] for row in nobody.get("/courses/courses/", query).json["results"]] == [str(course.pk)]
    assert nobody.get("/courses/courses/", {"tag": "Secret"}).json["count"] == 0
    page = public.get(f"/en/courses/{course.slug}/").content.decode()
    assert '<a href="/en/courses/?tag=A%20%26%20B">A &amp; B</a>' in page
    assert "Travel" not in public.get("/en/courses/", {"tag": "IELTS"}).content.decode()


def test_drafts_and_people_who_left_stand_nowhere(public, teacher, other_teacher):
    draft = create_course(actor=teacher, title={"uz": "Sirli", "ru": "Тайный", "en": "Secret"})
    course = publish(other_teacher)
    CourseTeacher.objects.create(course=course, teacher=teacher)
    seen = public.get("/en/tutors/").content.decode()
    assert (teacher.first_name in seen, other_teacher.first_name in seen) == (True, True)
    type(teacher).objects.filter(pk=teacher.pk).update(is_active=False)
    everywhere = [
        public.get(path).content.decode()
        for path in ("/en/courses/", f"/en/courses/{course.slug}/", "/en/tutors/", "/sitemap.xml")
    ]
    for page in everywhere:
        assert not [hidden for hidden in (draft.slug, "Secret", str(teacher.pk)) if hidden in page]
    for path in (f"/en/courses/{draft.slug}/", f"/en/tutors/{teacher.pk}/", f"/en/tutors/{uuid4()}/"):
        assert public.get(path).status_code == 404, path
    assert public.post("/en/courses/").status_code == 405


def test_a_page_of_the_list_costs_the_same_with_few_and_many_courses(public, teacher):
    publish(teacher)
    with CaptureQueriesContext(connection) as few:
        public.get("/uz/courses/")
    for number in range(20):
        publish(teacher, {"uz": f"Kurs {number}", "ru": "", "en": ""})
    with CaptureQueriesContext(connection) as many:
        public.get("/uz/courses/")
    assert len(many) == len(few)


def test_the_api_lists_the_best_match_first(public, teacher, nobody):
    for title in ("Biology in Englishes", "English", "Biology"):
        publish(teacher, {"uz": title, "ru": "", "en": title})
    found = nobody.get("/courses/courses/?search=english").json["results"]
    assert [course["title"]["en"] for course in found] == ["English", "Biology in Englishes"]
    found = nobody.get("/courses/courses/?search=english&ordering=-created_at").json["results"]
    assert [course["title"]["en"] for course in found] == ["English", "Biology in Englishes"]
    misspelt = nobody.get("/courses/courses/?search=biolgy").json["results"]
    assert misspelt[0]["title"]["en"] == "Biology"
