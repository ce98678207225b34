"""Backups under a prefix of an S3 bucket."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self.display_name = f"s3://{bucket}/{self._prefix}".rstrip("/")
        self._client = boto3.client(
            "s3",
            endpoint_url=env.backup_s3_endpoint_url or env.s3_endpoint_url or None,
            region_name=env.backup_s3_region or env.s3_region or None,
            aws_access_key_id=env.backup_s3_access_key or env.s3_access_key or None,
            aws_secret_access_key=env.backup_s3_secret_key or env.s3_secret_key or None,
            config=build_client_config(addressing=env.s3_addressing, read=READ_TIMEOUT_SECONDS),
        )

    def begin_set(self, name: str) -> str:
        """See BackupLocation. Buckets cannot rename, so a set is complete when its last object exists."""
        return name

    def finish_set(self, unfinished: str, name: str) -> None:
        """See BackupLocation."""

    @contextmanager
    def open_writer(self, name: str) -> Iterator[ByteTarget]:
        """See BackupLocation."""
        with _translate_errors(self.display_name):
            growing = _BucketObjectWriter(self._client, self._bucket, self._prefix + name)
            try:
                yield growing
                growing.complete()
            except BaseException:
                growing.abort()
                raise

    @contextmanager
    def open_reader(self, name: str) -> Iterator[ByteSource]:
        """See BackupLocation."""
        with _translate_errors(self.display_name, name):
            body = self._client.get_object(Bucket=self._bucket, Key=self._prefix + name)["Body"]
            try:
                yield cast(IO[bytes], body)
            finally:
                body.close()

    def size(self, name: str) -> int | None:
        """See BackupLocation."""
        try:
            with _translate_errors(self.display_name, name):
                return int(self._client.head_object(Bucket=self._bucket, Key=self._prefix + name)["ContentLength"])
        except DamagedBackup:
            return None

    def walk(self, prefix: str) -> Iterator[tuple[str, int]]:
        """See BackupLocation."""
        with _translate_errors(self.display_name):
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix + prefix):
                for entry in page.get("Contents", ()):
                    yield entry["Key"].removeprefix(self._prefix), entry["Size"]

    def folders(self, prefix: str) -> list[str]:
        """See BackupLocation."""
        names = []
        with _translate_errors(self.display_name):
            pages = self._client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix + prefix, Delimiter="/"):
                names += [entry["Prefix"].rstrip("/").rpartition("/")[2] for entry in page.get("CommonPrefixes", ())]
        return sorted(names)

    def delete(self, name: str) -> None:
        """See BackupLocation."""
        with _translate_errors(self.display_name):
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + name)

    def delete_all(self, prefix: str) -> None:
        """See BackupLocation."""
        for name, _size in list(self.walk(prefix)):
            self.delete(name)

    def set_aside(self, name: str) -> bool:
        """See BackupLocation."""
        if self.size(name) is None:
            return False
        with _translate_errors(self.display_name):
            source = {"Bucket": self._bucket, "Key": self._prefix + name}
            self._client.copy(source, self._bucket, f"{self._prefix}{DAMAGED_PREFIX}{name}")
        self.delete(name)
        return True

    def remove_unfinished(self) -> None:
        """See BackupLocation."""
        with _translate_errors(self.display_name):
            pages = self._client.get_paginator("list_multipart_uploads")
            for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix):
                for upload in page.get("Uploads", ()):
                    if not BACKUP_OBJECT_NAME.fullmatch(upload["Key"].removeprefix(self._prefix)):
                        continue
                    upload_key = {"Key": upload["Key"], "UploadId": upload["UploadId"]}
                    with suppress(self._client.exceptions.NoSuchUpload):
                        self._client.abort_multipart_upload(Bucket=self._bucket, **upload_key)


class _BucketObjectWriter:
    """Writes one object: in one request when it is small, else in parts."""

    def __init__(self, client: Any, bucket: str, key: str) -> None:
        self._client, self._named = client, {"Bucket": bucket, "Key": key}
        self._held = bytearray()
        self._upload = ""
        self._parts: list[dict[str, Any]] = []

    def write(self, data: bytes) -> int:
        """Add bytes. Parts grow with their number, so that 10,000 of them are enough for the largest object."""
        self._held += data
        if len(self._held) >= PART_BYTES * (1 + len(self._parts) // 1000):
            self._send()
        return len(data)

    def complete(self) -> None:
        """Complete the object."""
        if not self._upload:
            self._client.put_object(**self._named, Body=bytes(self._held))
            return
        if self._held:
            self._send()
        upload = {"Parts": self._parts}
        self._client.complete_multipart_upload(**self._named, UploadId=self._upload, MultipartUpload=upload)

    def abort(self) -> None:
        """Abort the upload; the next run removes what this one could not."""
        if self._upload:
            with suppress(ClientError, BotoCoreError):
                self._client.abort_multipart_upload(**self._named, UploadId=self._upload)

    def _send(self) -> None:
        if not self._upload:
            self._upload = self._client.create_multipart_upload(**self._named)["UploadId"]
        number = len(self._parts) + 1
        sent = self._client.upload_part(**self._named, UploadId=self._upload, PartNumber=number, Body=bytes(self._held))
        self._parts.append({"PartNumber": number, "ETag": sent["ETag"]})
        self._held.clear()


@contextmanager
def _translate_errors(display_name: str, name: str = "") -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if name and error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
            raise DamagedBackup(f"{name} is not there") from error
        error_code = error.response.get("Error", {}).get("Code") or "an error"
        raise BackupError(
            f"{display_name} answers {error_code}. Look at the bucket's name, keys and rights."
        ) from error
    except BotoCoreError as error:
        raise BackupError(f"{display_name} cannot be reached: {error}") from error
