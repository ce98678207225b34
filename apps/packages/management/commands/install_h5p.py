"""`manage.py install_h5p`: fetch the player of H5P packages, as published and unchanged, with its licence."""

import hashlib
import tarfile
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.packages import h5p


class Command(BaseCommand):
    requires_system_checks: tuple[str, ...] = ()
    help = (
        f"Fetch h5p-standalone {h5p.VERSION} from the npm registry into H5P_ROOT. It holds H5P core under GPL-3.0, so "
        "it is no part of this platform: it is served unchanged, with its licence, from the origin of packages."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if h5p.is_installed():
            self.stdout.write(f"h5p-standalone {h5p.VERSION} is there already.")
            return
        try:
            answer = httpx.get(h5p.ADDRESS, timeout=60, follow_redirects=True)
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise CommandError(f"{h5p.ADDRESS} does not answer: {error}") from error
        if hashlib.sha512(answer.content).hexdigest() != h5p.SHA512:
            raise CommandError(f"{h5p.ADDRESS} is not the file that was expected: nothing is installed.")
        folder = Path(settings.H5P_ROOT) / f"{h5p.FOLDER}-{h5p.VERSION}"
        part = folder.with_suffix(".part")
        with tarfile.open(fileobj=BytesIO(answer.content)) as archive:
            archive.extractall(part, filter="data")
        part.rename(folder)
        self.stdout.write(f"h5p-standalone {h5p.VERSION} is in {folder}.")
