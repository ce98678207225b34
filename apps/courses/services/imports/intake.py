"""A table comes in: its form and columns are guessed and shown at once, a job reads the rest."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Invalid, TooLarge, UnsupportedMedia
from apps.core.files import store_upload
from apps.core.tables import MOST_BYTES, Table, read_table, table_file
from apps.core.uow import unit_of_work
from apps.core.validators import NotValid, valid
from apps.courses.models import Import, ImportKind
from apps.courses.services.imports.columns import Field, check_needed, known_words, mapped
from ml.text import search_key

LOOKED_AT = 20


@dataclass(frozen=True)
class Shape:
    """What tables of one kind may hold: `needed(headings, mapping)` names the sets of fields of which one has to be
    there, `more(headings, mapping)` is kept with the options.
    """

    kind: ImportKind
    job: str
    fields: tuple[Field, ...]
    presets: Mapping[str, Mapping[str, Sequence[str]]]
    needed: Callable[[Sequence[str], Mapping[str, str]], Sequence[Sequence[str]]]
    more: Callable[[Sequence[str], Mapping[str, str]], Mapping[str, Any]] = lambda _headings, _mapping: {}


def take_table(
    *,
    actor: User,
    upload: "UploadedFile[bytes]",
    dry_run: bool,
    shape: Shape,
    preset: str,
    mapping: Mapping[str, str | None] | None,
    options: Mapping[str, Any],
) -> Import:
    """Store the file, guess its columns, and have the job carry it out. The file speaks of others, so it is nobody's:
    it neither goes into the sender's own archive nor away with them.

    Raises Invalid on "file" for a table that is empty, too wide or has none of the needed columns, on "mapping" for one
    that does not fit, on "preset"; TooLarge; UnsupportedMedia for what is no CSV or XLSX, for macros and bombs too.
    Nothing is kept then.
    """
    if preset and preset not in shape.presets:
        raise Invalid.field("preset", _("There is no such preset."))
    named = shape.presets.get(preset)
    head = _head(upload, known_words(shape.fields, preset=named, told=mapping))
    columns = mapped(head.headings, shape.fields, preset=named, told=mapping)
    check_needed(head.headings, shape.fields, columns, shape.needed(head.headings, columns))
    stored = store_upload(owner=None, upload=upload, kind="table", max_bytes=MOST_BYTES)
    with unit_of_work():
        found = Import.objects.create(
            kind=shape.kind,
            file=stored,
            by=actor,
            dry_run=dry_run,
            preset=preset,
            columns=list(head.headings),
            mapping=columns,
            options={
                **options,
                **shape.more(head.headings, columns),
                "form": asdict(head.form),
                "headings_row": head.headings_row,
            },
        )
        jobs.enqueue(kind=shape.job, object_id=found.pk)
        change = {"kind": (None, found.kind), "dry_run": (None, dry_run)}
        settings.audit(actor=actor, action="courses.take_table", obj=found, changes=change)
    return found


def _head(upload: "UploadedFile[bytes]", words: Collection[str]) -> Table:
    size = upload.size or 0
    if size > MOST_BYTES:
        raise TooLarge(_("The file is larger than %(count)d MB.") % {"count": MOST_BYTES // 1024 // 1024})
    if size == 0:
        raise Invalid.field("file", _("The file is empty."))
    opened = cast(IO[bytes], upload)
    try:
        table_file(opened)
    except NotValid as error:
        raise UnsupportedMedia(error.message, fields={"file": [error.message]}) from error
    return valid("file", read_table, opened, most_rows=LOOKED_AT, is_heading=lambda text: search_key(text) in words)
