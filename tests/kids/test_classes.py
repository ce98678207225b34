"""Classes of children as readers see them, by the setting and by exceptions."""

from datetime import date

import pytest
import time_machine

from apps.accounts.models import Consent
from apps.core.permissions import Role
from apps.kids.class_queries import load_child_classes
from apps.kids.models import ClassException
from apps.settings.models import AuditLog, SystemSettings
from tests import factories
from tests.factories import client_for
from tests.kids.kid_requests import get_child, make_kid, put_class

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_day")]


def test_the_setting_moves_the_boundary(kid, teacher):
    make_kid(other := factories.make_user(Role.STUDENT, "Asal"), date(2022, 11, 1))
    assert (get_child(teacher, kid)["kg_class"], load_child_classes([other])[other.pk].kg_class) == ("KG1", None)
    SystemSettings.objects.update(class_boundary_month=11, class_boundary_day=10)
    assert load_child_classes([other])[other.pk].kg_class == "KG1"
    assert load_child_classes([other])[other.pk].until == date(2027, 11, 9)


def test_readers_of_a_child_see_what_is_theirs(
    kid, parent, teacher, assistant, manager, second_pupil, other_teacher, stranger
):
    Consent.objects.create(person=kid, kind="photo", given=True, text_version="1", given_by=parent)
    assert put_class(teacher, kid).status == 200
    for reader in (kid, parent, teacher, assistant, manager):
        child = get_child(reader, kid)
        shown = {row["kind"]: row["given"] for row in child["consents"]}
        assert (child["kg_class"], child["by_age"], child["age_months"]) == ("KG2", "KG1", 56)
        assert (shown["photo"], shown["recording"]) == (True, None)
        assert (child["exception"] is not None) == (reader in (teacher, assistant, manager))
        assert (child["guardians"] is None) == (reader in (teacher, assistant))
    nowhere = client_for(stranger).get(f"/children/{parent.pk}/")
    for reader in (second_pupil, other_teacher, stranger):
        answer = client_for(reader).get(f"/children/{kid.pk}/")
        assert (answer.status, answer.json["detail"]) == (404, nowhere.json["detail"])
    # A pupil without a child profile is no child of the kindergarten.
    assert client_for(manager).get(f"/children/{second_pupil.pk}/").status == 404


def test_an_exception_holds_until_its_last_day(kid, teacher, parent):
    child = put_class(teacher, kid).json
    assert child["exception"] | {"author": None} == {
        "kg_class": "KG2", "reason": "Reads already.", "starts_on": "2026-11-20", "until": "2027-08-31", "author": None,
    }  # fmt: skip
    assert child["class_until"] == "2027-08-31"
    days = (date(2026, 11, 19), date(2027, 8, 31), date(2027, 9, 1))
    assert [load_child_classes([kid], day)[kid.pk].kg_class for day in days] == ["KG1", "KG2", "KG2"]
    entry = AuditLog.objects.get(action="kids.set_class")
    assert (entry.actor, entry.object_id) == (teacher, str(kid.pk))
    put_class(parent, kid).check_refused(403)
    put_class(teacher, kid, until="2026-11-19").check_refused(422, field="until")
    put_class(teacher, kid, until="2030-11-19").check_refused(422, field="until")
    put_class(teacher, kid, reason=" ").check_refused(422, field="reason")


def test_a_new_exception_ends_the_one_before_and_the_past_stays(kid, teacher, other_teacher):
    assert put_class(teacher, kid, kg_class="KG3", until="2027-12-31").status == 200
    with time_machine.travel("2027-01-10T12:00:00+05:00"):
        put_class(other_teacher, kid).check_refused(404)
        assert put_class(teacher, kid).status == 200
        assert put_class(teacher, kid, kg_class="KG1", until="2027-02-01").json["kg_class"] == "KG1"
    days = (date(2027, 1, 9), date(2027, 1, 10), date(2027, 2, 2))
    assert [load_child_classes([kid], day)[kid.pk].kg_class for day in days] == ["KG3", "KG1", "KG1"]
    with time_machine.travel("2027-01-15T12:00:00+05:00"):
        assert client_for(teacher).delete(f"/children/{kid.pk}/class/").status == 204
        assert client_for(teacher).delete(f"/children/{kid.pk}/class/").status == 204
        assert get_child(teacher, kid)["exception"] is None
    assert ClassException.objects.filter(child=kid).count() == 2
    assert AuditLog.objects.filter(action="kids.remove_class").count() == 1


def test_classes_of_many_take_the_queries_of_one(kid, teacher, django_assert_num_queries):
    kids = [
        make_kid(factories.make_user(Role.STUDENT, "Asal", email=f"asal{n}@example.uz"), date(2022, 1, 1 + n))
        for n in range(20)
    ]
    put_class(teacher, kid)
    for children in ([kid], [kid, *kids]):
        with django_assert_num_queries(3):
            assert len(load_child_classes(children)) == len(children)
