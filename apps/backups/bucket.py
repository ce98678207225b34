"""Backups under a prefix of an S3 bucket."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import IO, Any, cast

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings

from apps.backups.errors import BackupError, DamagedBackup
from apps.backups.locations import BACKUP_OBJECT_NAME, DAMAGED_PREFIX
from apps.backups.sealing import ByteSource, ByteTarget
from apps.core.s3 import build_client_config

PART_BYTES = 16 * 1024 * 1024
READ_TIMEOUT_SECONDS = 60


class BucketLocation:
    """A prefix of a bucket: `s3://bucket/prefix`. Keys and endpoint are those of stored files (S3_…), or its own
    (BACKUP_S3_…).
    """

    def __init__(self, bucket: str, prefix: str) -> None:
        env = settings.ENV
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self.display_name = f"s3://{bucket}/{self._prefix}".rstrip("/")
        self._bucket = boto3.resource(
            "s3",
            endpoint_url=env.backup_s3_endpoint_url or env.s3_endpoint_url or None,
            region_name=env.backup_s3_region or env.s3_region or None,
            aws_access_key_id=env.backup_s3_access_key or env.s3_access_key or None,
            aws_secret_access_key=env.backup_s3_secret_key or env.s3_secret_key or None,
            config=build_client_config(addressing=env.s3_addressing, read_seconds=READ_TIMEOUT_SECONDS),
        ).Bucket(bucket)

    def begin_set(self, name: str) -> str:
        """See BackupLocation. Buckets cannot rename, so a set is complete when its last object exists."""
        return name

    def finish_set(self, unfinished: str, name: str) -> None:
        """See BackupLocation."""

    @contextmanager
    def open_writer(self, name: str) -> Iterator[ByteTarget]:
        """See BackupLocation."""
        with self._translate_errors():
            growing = _BucketObjectWriter(self._object(name))
            try:
                yield growing
                growing.complete()
            except BaseException:
                growing.abort()
                raise

    @contextmanager
    def open_reader(self, name: str) -> Iterator[ByteSource]:
        """See BackupLocation."""
        with self._translate_errors(name), closing(self._object(name).get()["Body"]) as body:
            yield cast(IO[bytes], body)

    def size(self, name: str) -> int | None:
        """See BackupLocation."""
        with suppress(DamagedBackup), self._translate_errors(name):
            return int(self._object(name).content_length)
        return None

    def walk(self, prefix: str) -> Iterator[tuple[str, int]]:
        """See BackupLocation."""
        with self._translate_errors():
            for entry in self._bucket.objects.filter(Prefix=self._prefix + prefix):
                yield entry.key.removeprefix(self._prefix), entry.size

    def folders(self, prefix: str) -> list[str]:
        """See BackupLocation."""
        with self._translate_errors():
            pages = self._bucket.meta.client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket.name, Prefix=self._prefix + prefix, Delimiter="/"
            )
            entries = [entry for page in pages for entry in page.get("CommonPrefixes", ())]
        return sorted(entry["Prefix"].rstrip("/").rpartition("/")[2] for entry in entries)

    def delete(self, name: str) -> None:
        """See BackupLocation."""
        with self._translate_errors():
            self._object(name).delete()

    def delete_all(self, prefix: str) -> None:
        """See BackupLocation."""
        for name, _size in list(self.walk(prefix)):
            self.delete(name)

    def set_aside(self, name: str) -> bool:
        """See BackupLocation."""
        if self.size(name) is None:
            return False
        with self._translate_errors():
            self._object(f"{DAMAGED_PREFIX}{name}").copy({"Bucket": self._bucket.name, "Key": self._prefix + name})
        self.delete(name)
        return True

    def remove_unfinished(self) -> None:
        """See BackupLocation."""
        with self._translate_errors():
            for upload in list(self._bucket.multipart_uploads.filter(Prefix=self._prefix)):
                if BACKUP_OBJECT_NAME.fullmatch(upload.object_key.removeprefix(self._prefix)):
                    with suppress(self._bucket.meta.client.exceptions.NoSuchUpload):
                        upload.abort()

    def _object(self, name: str) -> Any:
        return self._bucket.Object(self._prefix + name)

    @contextmanager
    def _translate_errors(self, name: str = "") -> Iterator[None]:
        """With `name`, a missing object is DamagedBackup."""
        try:
            yield
        except ClientError as error:
            if name and error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
                raise DamagedBackup(f"{name} is not there") from error
            code = error.response.get("Error", {}).get("Code") or "an error"
            text = f"{self.display_name} answers {code}. Look at the bucket's name, keys and rights."
            raise BackupError(text) from error
        except BotoCoreError as error:
            raise BackupError(f"{self.display_name} cannot be reached: {error}") from error


class _BucketObjectWriter:
    """Writes one object: in one request when it is small, else in parts."""

    def __init__(self, target: Any) -> None:
        self._target = target
        self._held = bytearray()
        self._upload: Any = None
        self._parts: list[dict[str, Any]] = []

    def write(self, data: bytes) -> int:
        """Add bytes. Parts grow with their number, so that 10,000 of them are enough for the largest object."""
        self._held += data
        if len(self._held) >= PART_BYTES * (1 + len(self._parts) // 1000):
            self._send()
        return len(data)

    def complete(self) -> None:
        """Complete the object."""
        if self._upload is None:
            self._target.put(Body=bytes(self._held))
            return
        if self._held:
            self._send()
        self._upload.complete(MultipartUpload={"Parts": self._parts})

    def abort(self) -> None:
        """Abort the upload; the next run removes what this one could not."""
        if self._upload is not None:
            with suppress(ClientError, BotoCoreError):
                self._upload.abort()

    def _send(self) -> None:
        self._upload = self._upload or self._target.initiate_multipart_upload()
        number = len(self._parts) + 1
        sent = self._upload.Part(number).upload(Body=bytes(self._held))
        self._parts.append({"PartNumber": number, "ETag": sent["ETag"]})
        self._held.clear()
