"""One authenticated request costs one query for person, session, role and second factor, whoever asks."""

import pytest
from django.test import RequestFactory

from api.auth import requires
from apps.accounts.services import refusals
from apps.settings.services import update_system_settings
from tests import factories


@pytest.mark.parametrize("required", [False, True])
def test_authentication_and_permission_take_one_query(pupil, admin, required, django_assert_num_queries):
    update_system_settings(actor=admin, mfa_required_for_staff=required)
    for person in (pupil, admin):
        client = factories.client_for(person)
        request = RequestFactory().get("/", headers={"Authorization": f"Bearer {client.token}"})
        with django_assert_num_queries(1):
            identity = requires("accounts.me", without_second_factor=True)(request)
            assert identity.user.permissions


def test_refusal_for_a_missing_permission_takes_one_query(pupil, django_assert_num_queries):
    """The first ones of an hour are written down too."""
    client = factories.client_for(pupil)
    for _ in range(refusals.MAX_PER_KIND):
        client.get(f"/auth/users/{pupil.pk}/activity/")
    with django_assert_num_queries(1):
        assert client.get(f"/auth/users/{pupil.pk}/activity/").status == 403
