"""Where messages go while no provider is set: files that only the platform's own account can read."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from apps.core.ids import uuid7


def make_folder() -> Path:
    """The folder OUTBOX_ROOT, for its owner alone."""
    folder = Path(settings.ENV.outbox_root)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def write_sms(*, to: str, text: str) -> Path:
    """Write one SMS as a file; where it lies."""
    path = make_folder() / f"{timezone.now():%Y%m%d-%H%M%S}-{uuid7().hex[-12:]}.sms"
    path.touch(mode=0o600)
    path.write_text(f"To: {to}\n\n{text}\n", encoding="utf-8")
    return path
