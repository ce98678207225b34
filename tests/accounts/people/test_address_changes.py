"""Whoever has an account's address can take the account: the office changes addresses under guard, and it is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import Session, User, UserVerification
from apps.core.permissions import Role
from tests import factories
from tests.accounts.entry import signup

PATH = "/auth/users/"


@pytest.mark.parametrize("change", [{"email": "mine@example.uz"}, {"phone": "+998901112233"}, {"email": None}])
def test_own_address_cannot_be_changed_here(change, admin):
    assert factories.client_for(admin).patch(f"{PATH}{admin.pk}/", change).refused_fields == (422, list(change))
    same = {"email": admin.email, "first_name": "Nodira"}
    assert factories.client_for(admin).patch(f"{PATH}{admin.pk}/", same).status == 200


def test_manager_cannot_change_an_address_of_staff(manager, teacher):
    client = factories.client_for(manager)
    for person in (factories.make_user(Role.MANAGER, "Ravshan"), teacher):
        old = person.email
        assert client.patch(f"{PATH}{person.pk}/", {"email": "mine@example.uz"}).refusal == (403, "forbidden")
        assert client.patch(f"{PATH}{person.pk}/", {"email": old, "first_name": "Sanjar"}).status == 200
        person.refresh_from_db()
        assert (person.email, person.first_name) == (old, "Sanjar")


def test_changing_an_address_of_staff_needs_a_step_up(admin, manager):
    path, change = f"{PATH}{manager.pk}/", {"email": "new@example.uz"}
    assert factories.client_for(admin, stepped_up=False).patch(path, change).refusal == (403, "step_up_required")
    assert factories.client_for(admin).patch(path, change).json["email"] == "new@example.uz"


def test_address_change_ends_sessions_and_codes_and_tells_the_old_one(pupil, manager):
    signed_in, old = factories.client_for(pupil), str(pupil.email)
    User.objects.filter(pk=pupil.pk).update(phone="+998901112233")
    proof = UserVerification.objects.create(
        user=pupil, channel="email", address=old, token_sha256="a" * 64, code_hmac="b" * 64,
        expires_at=timezone.now() + timedelta(minutes=9),
    )  # fmt: skip
    change = {"email": "new@example.uz", "phone": "+998904445566"}
    assert factories.client_for(manager).patch(f"{PATH}{pupil.pk}/", change).status == 200
    assert signed_in.get("/auth/users/me/").status == 401
    assert set(Session.objects.filter(user=pupil).values_list("end_reason", flat=True)) == {"by_staff"}
    proof.refresh_from_db()
    assert proof.used_at is not None
    assert "was changed" in signup.list_mails_to(old)[-1].subject
    assert "phone was changed" in signup.list_sms_to("+998901112233")[-1]
    assert signup.list_mails_to("new@example.uz") == []
