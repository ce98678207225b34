"""To know who asks, and what they hold, costs one query; also with an own role, and also to refuse."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import OwnRole, User
from apps.accounts.services.refusals import MAX_PER_KIND
from tests import factories


@pytest.fixture
def cashier(manager):
    role = OwnRole.objects.create(name={"en": "Cashier"}, permissions=["groups.see_all"])
    User.objects.filter(pk=manager.pk).update(own_role=role)
    return User.objects.get(pk=manager.pk)


def queries_of(client: factories.ApiClient, path: str, status: int) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status == status
    return len(queries)


def test_signed_in_request_takes_one_query(pupil, cashier):
    for person in (pupil, cashier):
        client = factories.client_for(person)
        for _written_down in range(MAX_PER_KIND):
            client.get("/auth/roles/")
        assert queries_of(client, "/auth/roles/", 403) == 1
        assert queries_of(client, "/gamification/coins/me/", 200) == 2


def test_anonymous_or_invalid_token_takes_no_query(db):
    assert queries_of(factories.ApiClient(), "/auth/users/me/", 401) == 0
    assert queries_of(factories.ApiClient(token="not-a-token"), "/auth/users/me/", 401) == 0


def test_revocation_takes_effect_with_the_next_request(pupil):
    client = factories.client_for(pupil)
    assert queries_of(client, "/gamification/coins/me/", 200) == 2
    User.objects.filter(pk=pupil.pk).update(is_active=False)
    assert queries_of(client, "/gamification/coins/me/", 401) == 1
