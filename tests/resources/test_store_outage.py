"""The bucket answers badly or not at all: 503 and not 500, nothing half done, and the next try works."""

import pytest
import requests

import apps.jobs.services as jobs
from apps.core.models import StoredFile, Upload
from apps.core.s3 import S3Store
from apps.courses.models import Import
from apps.jobs.kinds import RetryLater, get_job_kind
from apps.resources.models import Download, LessonResource, MediaFile
from tests.factories import client_for
from tests.imports import table_uploads as imports
from tests.resources.sample_files import PDF, picture
from tests.resources.upload_requests import finish_upload, send_file, send_form, upload_material

TROUBLES = [
    ("500", "HEAD"), ("refuse", "HEAD"), ("503", "GET"), ("cut", "GET"), ("slow", "GET"), ("refuse", "GET"),
    ("503", "PUT"), ("refuse", "PUT"),
]  # fmt: skip
"""What is wrong, and with which requests: asking for the size, reading the bytes, copying them."""


def made() -> list[int]:
    return [model.objects.count() for model in (StoredFile, MediaFile, LessonResource)]


@pytest.fixture
def way(s3_store, client):
    return send_file(client)


@pytest.mark.slow  # 12 s
@pytest.mark.parametrize(("trouble", "only"), TROUBLES)
def test_an_upload_that_cannot_be_ended_now_is_ended_later(trouble, only, way, s3_store, client, lesson):
    s3_store.be_in_trouble(trouble, only=only)
    refused = finish_upload(client, way, lesson)
    assert (refused.status, refused.json["code"]) == (503, "unavailable")
    assert "retry-after" in refused.headers
    assert made() == [0, 0, 0]
    s3_store.be_well()
    assert finish_upload(client, way, lesson).status == 201
    assert made() == [1, 1, 1]
    assert s3_store.read(StoredFile.objects.get().path) == PDF


@pytest.mark.parametrize("trouble", ["503", "refuse"])
def test_one_bad_answer_is_not_even_noticed(trouble, way, s3_store, teacher, lesson):
    s3_store.be_in_trouble(trouble, times=1)
    assert finish_upload(client_for(teacher), way, lesson).status == 201


@pytest.mark.parametrize("trouble", ["503", "refuse"])
def test_a_small_file_that_cannot_be_stored_leaves_no_row(trouble, s3_store, client, lesson):
    s3_store.be_in_trouble(trouble)
    refused = send_form(client, picture(), lesson=str(lesson.pk))
    assert (refused.status, refused.json["code"]) == (503, "unavailable")
    assert made() == [0, 0, 0]
    s3_store.be_well()
    assert send_form(client, picture(), lesson=str(lesson.pk)).status == 201
    assert made() == [1, 1, 1]


def test_refused_file_stays_refused_when_deletion_fails(s3_store, client, lesson):
    way = send_file(client, b"MZ\x90\0" * 50)
    s3_store.be_in_trouble("503", only="DELETE")
    assert finish_upload(client, way, lesson).status == 415
    assert Upload.objects.get().closed_at is not None
    assert made() == [0, 0, 0]


def test_links_need_no_store_and_begin_and_download_work_while_it_is_away(s3_store, client, lesson):
    added = upload_material(client, lesson, PDF)
    s3_store.be_in_trouble("refuse")
    link = client.get(f"/resources/{added['id']}/download/")
    assert (link.status, Download.objects.count()) == (200, 1)
    with pytest.raises(requests.RequestException):
        requests.get(link.json["url"], timeout=5)
    s3_store.be_well()
    assert requests.get(link.json["url"], timeout=60).content == PDF


def test_waits_and_tries_are_bounded_and_files_do_not_fill_the_memory():
    store = S3Store(bucket_name="centre", access_key="a", secret_key="b", region_name="auto")
    config = store.client_config
    assert (config.connect_timeout, config.read_timeout) == (5, 10)
    assert config.retries == {"total_max_attempts": 2, "mode": "standard"}
    assert config.s3 == {"addressing_style": "auto"}
    assert config.signature_version == "s3v4"
    assert (store.file_overwrite, store.max_memory_size, store.querystring_expire) == (False, 2 * 1024 * 1024, 300)
    assert S3Store(addressing_style="path").client_config.s3 == {"addressing_style": "path"}


def test_a_table_waits_for_a_store_that_is_away(s3_store, manager):
    sent = imports.send_table(manager, imports.make_csv(("Name", "Phone"), ("Ali Karimov", "901234567")))
    assert sent.status == 202, sent.json
    due = jobs.claim_jobs(queue="default", limit=50, worker="test")
    [claim] = [job for job in due if job.kind == "courses.import_students"]
    s3_store.be_in_trouble("503")
    with pytest.raises(RetryLater):
        get_job_kind(claim.kind).run_handler(claim)
    assert Import.objects.get().state == "queued"
    s3_store.be_well()
    get_job_kind(claim.kind).run_handler(claim)
    assert Import.objects.get().state == "done"
