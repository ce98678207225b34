"""The S3 store (`S3_BUCKET`): AWS, MinIO and compatible servers.

All errors of the store and the network become Unavailable (503), except a missing object: FileNotFoundError.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from apps.core.errors import Unavailable
from apps.core.files.direct_access import DirectUpload

CONNECT_SECONDS = 5
READ_SECONDS = 10
TRIES = 2
MEMORY_PER_FILE = 2 * 1024 * 1024
LINK_SECONDS = 300
BYTES = "application/octet-stream"


def build_client_config(
    *, addressing: str = "auto", connect: float = CONNECT_SECONDS, read: float = READ_SECONDS
) -> Config:
    """Return the client settings: limited waiting times and retries, no checksums that only AWS knows."""
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": addressing},
        connect_timeout=connect,
        read_timeout=read,
        retries={"total_max_attempts": TRIES, "mode": "standard"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        max_pool_connections=20,
    )


@contextmanager
def _translate_errors() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
            raise FileNotFoundError(str(error)) from error
        raise Unavailable(retry_after=5) from error
    except (BotoCoreError, Boto3Error, RetriesExceededError) as error:
        raise Unavailable(retry_after=5) from error


class S3ObjectStream:
    """The body of an object, read as a stream."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes; none at the end."""
        with _translate_errors():
            return bytes(self._body.read(None if size < 0 else size))


class S3Store(S3Storage):  # type: ignore[misc]
    """Django storage in one bucket, with direct access (`apps.core.files.direct_access`)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("client_config", build_client_config(addressing=options.get("addressing_style") or "auto"))
        super().__init__(**options)

    def get_default_settings(self) -> dict[str, Any]:
        """Set safe defaults: no overwriting, limited memory and time."""
        return {
            **super().get_default_settings(),
            "file_overwrite": False,
            "max_memory_size": MEMORY_PER_FILE,
            "querystring_expire": LINK_SECONDS,
            "upload_method": "post",
            "transfer_config": TransferConfig(max_concurrency=2, num_download_attempts=TRIES),
        }

    def _open(self, name: str, mode: str = "rb") -> "File[Any]":
        with _translate_errors():
            opened: File[Any] = super()._open(name, mode)
            if "r" in mode:
                opened.open()
            return opened

    @contextmanager
    def stream_object(self, name: str) -> Iterator["S3ObjectStream"]:
        """Read an object as a stream, without a temporary file. Raise FileNotFoundError when it is missing."""
        with _translate_errors():
            key = self._normalize_name(clean_name(name))
            body = self._client.get_object(Bucket=self.bucket_name, Key=key)["Body"]
        try:
            yield S3ObjectStream(body)
        finally:
            body.close()

    def _save(self, name: str, content: "File[Any]") -> str:
        try:
            with _translate_errors():
                return str(super()._save(name, content))
        except FileNotFoundError as error:
            raise Unavailable(retry_after=5) from error

    def delete(self, name: str) -> None:
        """Delete an object; a missing one is ignored."""
        with _translate_errors():
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Return whether the object exists."""
        with _translate_errors():
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        """Return the size in bytes. Raise FileNotFoundError when it is missing."""
        with _translate_errors():
            return int(super().size(name))

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """Return the names of folders and of files in a folder."""
        with _translate_errors():
            folders, files = super().listdir(name)
            return list(folders), list(files)

    def get_modified_time(self, name: str) -> datetime:
        """Return the time of the last change."""
        with _translate_errors():
            moment: datetime = super().get_modified_time(name)
            return moment

    def upload_form(self, key: str, *, size: int, seconds: int) -> DirectUpload:
        """Return a POST policy for this key and size, or a signed PUT where the store supports no POST."""
        headers = {"Content-Type": BYTES}
        if self.upload_method == "put":
            parameters = {"Bucket": self.bucket_name, "Key": key, "ContentLength": size, "ContentType": BYTES}
            with _translate_errors():
                url = self._client.generate_presigned_url("put_object", Params=parameters, ExpiresIn=seconds)
            return DirectUpload("PUT", url, headers=headers)
        with _translate_errors():
            form = self._client.generate_presigned_post(
                self.bucket_name,
                key,
                Fields=headers,
                Conditions=[headers, ["content-length-range", size, size]],
                ExpiresIn=seconds,
            )
        return DirectUpload("POST", form["url"], fields=form["fields"])

    def download_address(self, path: str, *, content_type: str, disposition: str, seconds: int) -> str:
        """Return a presigned GET URL; the store answers with these headers."""
        parameters = {
            "ResponseContentType": content_type,
            "ResponseContentDisposition": disposition,
            "ResponseCacheControl": "private, no-store",
        }
        with _translate_errors():
            return str(self.url(path, parameters=parameters, expire=seconds))

    def get_object_size(self, key: str) -> int | None:
        """Return the size of the object at `key`, or None."""
        try:
            return self.size(key)
        except FileNotFoundError:
            return None

    def copy(self, key: str, path: str) -> None:
        """Copy within the bucket. Raise FileNotFoundError when nothing is at `key`."""
        with _translate_errors():
            self._client.copy_object(
                Bucket=self.bucket_name,
                Key=path,
                CopySource={"Bucket": self.bucket_name, "Key": key},
                MetadataDirective="REPLACE",
                ContentType=BYTES,
            )

    def abort_unfinished_uploads(self, folders: Iterable[str], *, before: datetime) -> int:
        """Abort multipart uploads into these folders that began before that time; return how many."""
        dropped = 0
        with _translate_errors():
            pages = self._client.get_paginator("list_multipart_uploads")
            for folder in folders:
                upload_pages = pages.paginate(Bucket=self.bucket_name, Prefix=f"{folder}/")
                for multipart in [upload for page in upload_pages for upload in page.get("Uploads", ())]:
                    if multipart["Initiated"] < before:
                        names = {"Key": multipart["Key"], "UploadId": multipart["UploadId"]}
                        with suppress(self._client.exceptions.NoSuchUpload):
                            self._client.abort_multipart_upload(Bucket=self.bucket_name, **names)
                            dropped += 1
        return dropped

    @property
    def _client(self) -> Any:
        return self.connection.meta.client
