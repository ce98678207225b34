"""Files that people send to the bot. Telegram gives bots none above 20 MB."""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from apps.core.errors import TooLarge
from apps.core.tls import get_tls_context
from apps.messaging.errors import MessageRefused, NotSent
from apps.messaging.telegram import client

DOWNLOAD_SECONDS = 60.0


def download_file(file_id: str, *, name: str, most: int) -> "UploadedFile[bytes] | None":
    """Return a file that somebody sent, under `name`, else under Telegram's name; None when Telegram does not give it.

    Do not call it in a transaction. Raise TooLarge above `most` bytes, NotSent and ProviderBusy when a retry may help.
    """
    client.check_no_telegram_pause()
    try:
        found = client.call_api("getFile", {"file_id": file_id})
    except MessageRefused as error:
        if type(error) is not MessageRefused:
            raise
        return None
    path = found.get("file_path") if isinstance(found, dict) else None
    if not isinstance(path, str) or ".." in path:
        return None
    content = _download(path, most)
    if content is None:
        return None
    upload: UploadedFile[Any] = UploadedFile(ContentFile(content), name or PurePosixPath(path).name, size=len(content))
    return upload


def _download(path: str, most: int) -> bytes | None:
    env, content = settings.ENV, bytearray()
    timeout = httpx.Timeout(DOWNLOAD_SECONDS, connect=5.0)
    url = f"{env.telegram_url.rstrip('/')}/file/bot{env.telegram_bot_token}/{quote(path)}"
    try:
        with (
            httpx.Client(timeout=timeout, follow_redirects=False, verify=get_tls_context()) as http,
            http.stream("GET", url) as answer,
        ):
            if answer.status_code == 429 or answer.status_code >= 500:
                raise NotSent(f"Telegram failed ({answer.status_code})")
            if answer.status_code != 200:
                return None
            for part in answer.iter_bytes():
                content += part
                if len(content) > most:
                    raise TooLarge()
    except httpx.HTTPError as error:
        raise NotSent(f"Telegram cannot be reached ({type(error).__name__})") from None
    return bytes(content)
