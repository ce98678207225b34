"""A parent's page: whom they care for, what they may see, and the consents."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import ChildProfile, Consent, Guardian
from apps.core.permissions import Role
from tests import factories

PATH = "/auth/users/me/children/"


def test_parent_sees_only_own_children(parent, stranger, teacher, pupil, second_pupil, other_pupil, client_for):
    ChildProfile.objects.create(user=pupil, birth_date="2017-01-01", code="1")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_payments=False)
    Guardian.objects.create(parent=parent, child=second_pupil, kind="mother")
    Guardian.objects.create(parent=parent, child=other_pupil, kind="mother", ended_at="2026-10-01T00:00:00Z")
    Guardian.objects.create(parent=teacher, child=other_pupil, kind="father")
    for number, given in enumerate((False, True)):
        Consent.objects.create(
            person=pupil, kind="photo", revision=number, given=given, text_version="1", given_by=parent
        )
    answer = client_for(parent).get(PATH).json
    rows = {row["first_name"]: row for row in answer["results"]}
    assert (answer["count"], set(rows)) == (2, {"Jasur", "Laylo"})
    jasur = rows["Jasur"]
    assert (jasur["id"], jasur["kind"], jasur["sees_payments"]) == (str(pupil.pk), "mother", False)
    assert jasur["child_profile"] == {"birth_date": "2017-01-01"}
    assert {row["kind"]: row["given"] for row in jasur["consents"]}["photo"] is True
    assert rows["Laylo"]["child_profile"] is None
    assert [row["first_name"] for row in client_for(teacher).get(PATH).json["results"]] == ["Bekzod"]
    assert client_for(stranger).get(PATH).json["count"] == 0


def test_list_takes_the_same_queries_for_few_and_many(parent, client_for):
    client, counts = client_for(parent), []
    for number in (2, 18):
        for index in range(number):
            child = factories.make_user(Role.STUDENT, "Anvar", email=f"anvar{number}.{index}@example.uz")
            ChildProfile.objects.create(user=child, birth_date="2017-01-01", code=f"{number}.{index}")
            Guardian.objects.create(parent=parent, child=child, kind="father")
            for kind in ("photo", "recording"):
                Consent.objects.create(person=child, kind=kind, given=True, text_version="1", given_by=parent)
        with CaptureQueriesContext(connection) as asked:
            rows = client.get(PATH, {"page_size": 100}).json["results"]
        counts.append((len(asked), len(rows)))
    assert counts == [(counts[0][0], 2), (counts[0][0], 20)]
