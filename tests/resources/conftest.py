"""Both stores, and lessons to put files on."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from apps.core.s3 import build_client_config
from apps.courses.models import Group
from apps.lessons.models import Lesson
from apps.lessons.services import create_lesson
from tests.factories import client_for
from tests.servers.moto_store import S3Server, s3_server


@dataclass
class Store:
    """The store of this test. `server` is S3's, None for the folder."""

    name: str
    folder: Path | None = None
    server: S3Server | None = None
    bucket: str = ""
    settings: Any = None

    def wait(self, seconds: float, **options: Any) -> None:
        """How long we wait for an answer of the bucket."""
        assert self.server is not None
        options |= {
            "bucket_name": self.bucket, "endpoint_url": self.server.url, "region_name": "us-east-1",
            "access_key": "test", "secret_key": "test",
            "client_config": build_client_config(addressing="path", read_seconds=seconds),
        }  # fmt: skip
        store = {"BACKEND": "apps.core.s3.S3Store", "OPTIONS": options}
        self.settings.STORAGES = {**self.settings.STORAGES, "default": store}

    def be_in_trouble(self, trouble: str, *, only: str = "", times: int | None = None) -> None:
        """What the way to the bucket does from now on (`S3Server`)."""
        assert self.server is not None
        self.wait(1 if trouble == "slow" else 30)
        self.server.trouble, self.server.only, self.server.times = trouble, only, times

    def be_well(self) -> None:
        """No trouble any more."""
        assert self.server is not None
        self.server.well()
        self.wait(30)

    def paths(self) -> list[str]:
        """Everything that lies in it."""
        if self.server is not None:
            return self.server.keys(self.bucket)
        assert self.folder is not None
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())

    def read(self, path: str) -> bytes:
        """The bytes at a path."""
        with default_storage.open(path, "rb") as opened:
            return bytes(opened.read())


@pytest.fixture(scope="session")
def moto():
    with s3_server() as server:
        yield server


@pytest.fixture
def folder_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Store("folder", folder=tmp_path)


@pytest.fixture
def s3_store(settings, moto):
    bucket = f"centre-{uuid4().hex[:12]}"
    moto.client.create_bucket(Bucket=bucket)
    store = Store("s3", server=moto, bucket=bucket, settings=settings)
    store.wait(30)
    yield store
    moto.well()


@pytest.fixture(params=["folder", "s3"])
def store(request):
    """The same test over both stores."""
    result: Store = request.getfixturevalue(f"{request.param}_store")
    return result


def lesson_of(group: Group, *, hours: int = 24) -> Lesson:
    starts = timezone.now() + timedelta(hours=hours)
    return create_lesson(actor=None, group=group, starts_at=starts, ends_at=starts + timedelta(hours=1))


@pytest.fixture
def lesson(group):
    return lesson_of(group)


@pytest.fixture
def other_lesson(other_group):
    return lesson_of(other_group)


@pytest.fixture
def client(teacher):
    """The teacher's."""
    return client_for(teacher)
