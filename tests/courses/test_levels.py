"""Categories and levels are the office's; what level a pupil has is found by who teaches them."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.courses.models import Category, Course, Level
from tests import factories
from tests.factories import client_for
from tests.refused_values import refused_values


def test_office_manages_categories_and_everyone_reads_them(db, nobody, manager, teacher):
    office = client_for(manager)
    made = office.post("/courses/categories/", {"name": {"en": "Languages", "ru": "Языки"}, "position": 2})
    assert (made.status, made.json["slug"]) == (201, "languages")
    assert office.post("/courses/categories/", {"name": {"en": "Exams"}, "position": 1}).status == 201
    assert office.post("/courses/categories/", {"name": {"en": "Languages"}}).refused_fields == (422, ["slug"])
    listed = nobody.get("/courses/categories/").json["results"]
    assert [row["slug"] for row in listed] == ["exams", "languages"]
    path = f"/courses/categories/{made.json['id']}/"
    assert office.patch(path, {"position": 0}).json["position"] == 0
    assert office.patch(path, {"name": {"en": "", "ru": ""}}).status == 422
    assert nobody.get(path).json["name"]["ru"] == "Языки"
    assert client_for(teacher).patch(path, {"position": 5}).status == 403
    course = factories.make_course()
    Course.objects.filter(pk=course.pk).update(category=Category.objects.get(slug="languages"))
    body = nobody.get("/courses/courses/", {"category": made.json["id"]}).json
    assert [row["slug"] for row in body["results"]] == [course.slug]
    assert office.delete(path).status == 204
    assert nobody.get(path).status == 404
    course.refresh_from_db()
    assert course.category is None


def test_default_levels_are_cefr_and_can_be_changed(db, nobody, manager, teacher):
    listed = nobody.get("/courses/levels/").json["results"]
    assert [row["code"] for row in listed] == ["A1", "A2", "B1", "B2", "C1", "C2"]
    office = client_for(manager)
    made = office.post("/courses/levels/", {"code": "B1+", "position": 3})
    assert made.status == 201
    assert office.post("/courses/levels/", {"code": "B1+"}).status == 422
    assert client_for(teacher).post("/courses/courses/", {"title": {"en": "X"}, "level": "B1+"}).status == 201
    path = f"/courses/levels/{made.json['id']}/"
    assert office.delete(path).status == 409
    Course.objects.update(level="")
    assert (office.delete(path).status, office.delete(path).status) == (204, 404)
    assert "B1+" not in [row["code"] for row in nobody.get("/courses/levels/").json["results"]]
    back = office.post("/courses/levels/", {"code": "B1+", "name": {"en": "Plus"}, "position": 4})
    assert (back.status, back.json["id"], back.json["name"]["en"]) == (201, made.json["id"], "Plus")
    assert "B1+" in [row["code"] for row in nobody.get("/courses/levels/").json["results"]]


def test_teacher_records_a_level_and_the_family_reads_it(group, teacher, other_teacher, pupil, second_pupil, parent):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    note = {"student": str(pupil.pk), "level": "A2", "method": "test", "score": 71, "found_on": "2026-09-02"}
    noted = client_for(teacher).post("/courses/placements/", note)
    assert (noted.status, noted.json["found_by"]["id"]) == (201, str(teacher.pk))
    later = client_for(teacher).post("/courses/placements/", {**note, "level": "B1", "found_on": "2026-10-02"})
    assert later.status == 201
    for person in (pupil, parent, teacher):
        seen = client_for(person).get("/courses/placements/", {"student": str(pupil.pk)}).json["results"]
        assert [row["level"] for row in seen] == ["B1", "A2"]
    for person in (second_pupil, other_teacher):
        assert client_for(person).get("/courses/placements/", {"student": str(pupil.pk)}).json["count"] == 0
    assert client_for(other_teacher).post("/courses/placements/", note).refused_fields == (422, ["student"])
    assert client_for(pupil).post("/courses/placements/", note).status == 403
    path = f"/courses/placements/{later.json['id']}/"
    assert (client_for(other_teacher).delete(path).status, client_for(teacher).delete(path).status) == (404, 204)


@refused_values(
    level=["Z9"], score=[101], method=["guess"], found_on=["2099-01-01"],
    student=["0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70"],
)  # fmt: skip
def test_invalid_placement_names_the_field(group, teacher, pupil, wrong, field):
    note = {"student": str(pupil.pk), "level": "A2", "method": "test", **wrong}
    answer = client_for(teacher).post("/courses/placements/", note)
    assert answer.status == 422
    assert any(field in name.split(".") for name in answer.json["fields"]), answer.json


def test_placements_keep_an_archived_level(group, teacher, pupil):
    note = {"student": str(pupil.pk), "level": "C2", "method": "teacher"}
    assert client_for(teacher).post("/courses/placements/", note).status == 201
    Level.objects.filter(code="C2").update(archived_at=timezone.now())
    assert client_for(teacher).post("/courses/placements/", note).status == 422
    assert client_for(pupil).get("/courses/placements/").json["results"][0]["level"] == "C2"


def test_level_code_is_unique_regardless_of_case(db, manager):
    office = client_for(manager)
    assert office.post("/courses/levels/", {"code": "a1"}).refused_fields == (422, ["code"])
    for language, words in (("uz", "Bu belgili daraja bor."), ("ru", "Уровень с таким кодом уже есть.")):
        User.objects.filter(pk=manager.pk).update(locale=language)
        assert office.post("/courses/levels/", {"code": "a1"}).json["fields"]["code"] == [words]
    archived = Level.objects.get(code="C2")
    assert office.delete(f"/courses/levels/{archived.pk}/").status == 204
    back = office.post("/courses/levels/", {"code": "c2"})
    assert (back.status, back.json["id"], back.json["code"]) == (201, str(archived.pk), "C2")
    with pytest.raises(IntegrityError, match="level_code_once_in_any_case"), transaction.atomic():
        Level.objects.create(code="a1")
