"""Retention of imports: after `RETENTION_PERIOD`, or with the person, cells and files are erased; created
objects stay.
"""

import re
from collections.abc import Collection
from datetime import timedelta

from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.courses.models import Import, ImportRow
from apps.jobs.kinds import ClaimedJob
from ml.text import build_search_key

RETENTION_PERIOD = timedelta(days=90)
MADE = ("person", "carer", "lead", "double")
"""Under which names a row says whom it is about."""


def erase_old_imports(job: ClaimedJob) -> None:
    """Job handler: erase cells, errors and files of old imports. Safe to run twice.

    The next clean-up deletes the bytes of the files.
    """
    old = Import.objects.filter(created_at__lt=timezone.now() - RETENTION_PERIOD)
    with unit_of_work():
        jobs.complete_job(job)
        ImportRow.objects.filter(belongs_to__in=old).exclude(cells={}, errors={}).update(cells={}, errors={})
        old.filter(file__isnull=False).update(file=None, updated_at=timezone.now())


def erase_import_rows_about_person(*, ids: Collection[str], names: Collection[str], addresses: Collection[str]) -> None:
    """Erase the rows about a person, of dry runs too, and the files that contain them.

    Rows are found by the id of the person or lead, by an e-mail or phone in any format, or by all words of a name.
    """
    phones = [digits[-9:] for digits in map(_digits, addresses) if len(digits) >= 9]
    mails = [address.casefold() for address in addresses if "@" in address]
    words = [set(build_search_key(name).split()) for name in names if " " in name.strip()]
    about, sources = [], set()
    kept = ImportRow.objects.exclude(cells={}, errors={}).only("belongs_to", "cells", "made")
    for row in kept.iterator(chunk_size=1000):
        if {row.made.get(name) for name in MADE} & set(ids) or _mentions_person(row, phones, mails, words):
            about.append(row.pk)
            sources.add(row.belongs_to_id)
    ImportRow.objects.filter(pk__in=about).update(cells={}, errors={})
    Import.objects.filter(pk__in=sources).update(file=None, updated_at=timezone.now())


def _mentions_person(
    row: ImportRow, phones: Collection[str], mails: Collection[str], words: Collection[set[str]]
) -> bool:
    text = " ".join(row.cells.values())
    digits, plain, text_words = _digits(text), text.casefold(), set(build_search_key(text).split())
    return (
        any(phone in digits for phone in phones)
        or any(mail in plain for mail in mails)
        or any(name <= text_words for name in words)
    )


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)
