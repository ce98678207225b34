"""Every model stands in Django's admin; lists, searches, rows and links open, and twenty rows cost what two do."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from apps.core.models import NumberSeries
from apps.core.permissions import Role
from apps.events.models import SocketTicket, Stream
from apps.notifications import templates
from apps.notifications.models import NotificationTemplate
from apps.settings.models import AuditLog, Branch
from tests import factories
from tests.admin.rows import OURS, drop_constraints, fill_tables, get_key

pytestmark = pytest.mark.django_db
FEW, MANY = 2, 20
UNFILTERED = {NumberSeries: "one row for each series, a dozen in all"}


def browser() -> Client:
    return factories.browser_of(factories.make_user(Role.ADMIN, "Aziza"), **{"Accept-Language": "en"})


def address_of(model: type[Model], page: str, *key: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=key)


def costs(client: Client) -> Iterator[tuple[str, int]]:
    """What each page costs in queries; every one of them opens."""
    for model in OURS:
        for address in (address_of(model, "changelist"), address_of(model, "change", get_key(model, 1))):
            with CaptureQueriesContext(connection) as asked:
                page = client.get(address)
            assert page.status_code == 200, (address, page.status_code, page.headers.get("Location"))
            yield address, len(asked)


def test_every_model_is_in_the_admin():
    assert {model._meta.label for model in OURS if model not in admin.site._registry} == set()


@pytest.mark.slow
def test_twenty_rows_take_the_queries_of_two():
    client = browser()
    ContentType.objects.get_for_models(*OURS)  # asked once in a process
    drop_constraints()
    fill_tables(1, FEW)
    few = dict(costs(client))
    fill_tables(FEW + 1, MANY)
    many = dict(costs(client))
    assert len(few) == 2 * len(OURS)
    assert {address: (count, many[address]) for address, count in few.items() if many[address] != count} == {}


@pytest.mark.slow  # 25 s
def test_every_list_can_be_searched_and_filtered():
    client = browser()
    for model in OURS:
        address = address_of(model, "changelist")
        page = client.get(address, {"q": "Jasur 7"})
        assert (page.status_code, page.context["cl"].query) == (200, "Jasur 7"), address
        assert page.context["cl"].search_fields, address
        assert bool(page.context["cl"].list_filter) is (model not in UNFILTERED), address


@pytest.mark.slow
def test_list_columns_name_the_row():
    client = browser()
    drop_constraints()
    fill_tables(1, FEW)
    pages = admin.site._registry
    links = {link["address"] for model in OURS for link in pages[model]._named_by(str(get_key(model, 1)))}
    assert len(links) > len(OURS)
    for address in links:
        page = client.get(address)
        assert page.status_code == 200, (address, page.headers.get("Location"))
        assert page.context["cl"].result_count == 1, address


def test_lists_are_filtered_by_date_or_kind():
    client = browser()
    person = factories.make_user(Role.STUDENT, "Jasur")
    for number, age in enumerate((0, 60)):
        values = {"session_id": uuid4(), "token_sha256": f"{number}", "expires_at": timezone.now()}
        made = SocketTicket.objects.create(user=person, **values)
        SocketTicket.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(days=age))
    assert found(client, "/admin/realtime/socketticket/", "Past 7 days") == (2, 1)
    Stream.objects.bulk_create(Stream(name=f"{kind}:{uuid4()}") for kind in ("group", "user", "user"))
    assert found(client, "/admin/realtime/stream/", "group") == (3, 1)


def found(client: Client, address: str, choice: str) -> tuple[int, int]:
    """How many rows a list has, and how many after a click on this choice of its filter."""
    page = client.get(address)
    [filtered] = page.context["cl"].filter_specs
    with translation.override("en"):
        [clicked] = [each for each in filtered.choices(page.context["cl"]) if each["display"] == choice]
    counts = [page.context["cl"].result_count for page in (page, client.get(address + clicked["query_string"]))]
    return counts[0], counts[1]


@pytest.mark.slow  # 6 s
def test_only_custom_texts_can_be_deleted_and_it_is_audited(branch):
    client = browser()
    other = Branch.objects.create(name="Chilonzor")
    text = {"language": "en", "title": "Heard", "text": "Well done."}
    own = templates.create_template(actor=None, type="homework.scored", channel="in_app", **text)
    for model, key, status in ((Branch, other.pk, 403), (NotificationTemplate, own.pk, 302)):
        assert client.post(address_of(model, "delete", key), {"post": "yes"}).status_code == status
    assert Branch.objects.filter(pk=other.pk).exists()
    assert AuditLog.objects.filter(action="templates.remove", object_id=str(own.pk)).exists()
    drop_constraints()
    fill_tables(1, 1)
    deletable = set()
    for model in OURS:
        if client.get(address_of(model, "delete", get_key(model, 1))).status_code != 403:
            deletable.add(model)
    assert deletable == {NotificationTemplate}


def test_pages_are_in_the_language_of_the_user_or_the_chosen_one():
    person = factories.make_user(Role.ADMIN, "Aziza", locale="ru")
    client = factories.browser_of(person, **{"Accept-Language": "en"})
    page = client.get("/admin/courses/group/")
    assert (page.status_code, 'lang="ru"' in page.content.decode()) == (200, True)
    client.post("/admin/language/", {"language": "uz", "next": "/admin/"})
    assert 'lang="uz"' in client.get("/admin/courses/group/").content.decode()
