"""Every model stands in Django's admin; every list, search and row opens, and twenty rows cost what two do."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.core.permissions import Role
from tests import cast
from tests.admin.rows import OURS, fill, key_of, loosen

pytestmark = pytest.mark.django_db
FEW, MANY = 2, 20


def browser() -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(cast.make_user(Role.ADMIN, "Aziza"), backend="apps.accounts.backends.LoginBackend")
    return client


def costs(client: Client) -> Iterator[tuple[str, int]]:
    """What each page costs in queries; every one of them opens."""
    for model in OURS:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        addresses = [
            reverse(f"admin:{name}_changelist"),
            reverse(f"admin:{name}_change", args=[key_of(model, 1)]),
        ]
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                page = client.get(address)
            assert page.status_code == 200, (address, page.status_code, page.headers.get("Location"))
            yield address, len(asked)


def test_every_model_stands_in_the_admin() -> None:
    assert {model._meta.label for model in OURS if model not in admin.site._registry} == set()


def test_twenty_rows_cost_what_two_do() -> None:
    client = browser()
    ContentType.objects.get_for_models(*OURS)  # asked once in a process
    loosen()
    fill(1, FEW)
    few = dict(costs(client))
    fill(FEW + 1, MANY)
    many = dict(costs(client))
    assert len(few) == 2 * len(OURS)
    assert {address: (count, many[address]) for address, count in few.items() if many[address] != count} == {}


def test_every_list_can_be_searched() -> None:
    client = browser()
    for model in OURS:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        page = client.get(address, {"q": "Jasur 7"})
        assert (page.status_code, page.context["cl"].query) == (200, "Jasur 7"), address
        assert page.context["cl"].search_fields, address


def test_in_the_language_of_who_is_signed_in_or_was_chosen() -> None:
    client = Client(headers={"Accept-Language": "en"})
    person = cast.make_user(Role.ADMIN, "Aziza", locale="ru")
    client.force_login(person, backend="apps.accounts.backends.LoginBackend")
    page = client.get("/admin/courses/group/")
    assert (page.status_code, 'lang="ru"' in page.content.decode()) == (200, True)
    client.post("/admin/language/", {"language": "uz", "next": "/admin/"})
    assert 'lang="uz"' in client.get("/admin/courses/group/").content.decode()
