"""One upload, ended by two requests at the same moment: it is used once."""

import threading

import pytest

from apps.core import uploads
from apps.core.models import StoredFile
from apps.resources.models import LessonResource
from apps.resources.services import materials
from tests.concurrency import call_concurrently
from tests.factories import client_for
from tests.resources.sample_files import PDF
from tests.resources.upload_requests import finish_upload, send_file

pytestmark = pytest.mark.django_db(transaction=True)


def statuses_of_both(client, lesson, monkeypatch) -> list[int]:
    """Both requests have looked at the file before either goes on."""
    way = send_file(client)
    check, met = materials.check_and_get_content_type, threading.Barrier(2)

    def together(opened):
        result = check(opened)
        met.wait(timeout=30)
        return result

    monkeypatch.setattr(materials, "check_and_get_content_type", together)
    return sorted(call_concurrently([lambda: finish_upload(client, way, lesson).status] * 2))


def test_it_is_used_once(store, teacher, lesson, monkeypatch):
    assert statuses_of_both(client_for(teacher), lesson, monkeypatch) == [201, 409]
    assert LessonResource.objects.count() == StoredFile.objects.count() == len(store.paths()) == 1
    assert store.read(StoredFile.objects.get().path) == PDF


def test_the_control_without_the_second_look_uses_it_twice(s3_store, teacher, lesson, monkeypatch):
    monkeypatch.setattr(uploads, "_check_open", lambda upload: None)
    assert statuses_of_both(client_for(teacher), lesson, monkeypatch) == [201, 201]
    assert LessonResource.objects.count() == 2
