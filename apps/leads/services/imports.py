"""Imports of leads from a spreadsheet: doubles are found, in the file and among the leads of the branch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.stored_messages import serialize_message
from apps.core.tables.reader import Table, TableRow
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue, normalize_email
from apps.courses.models import Course, Import, ImportKind, ImportRow, ImportRowResult
from apps.courses.services.imports.checked import run_checked_import
from apps.courses.services.imports.pupil_rows import read_cells
from apps.courses.services.imports.runner import run_import
from apps.courses.services.imports.table_upload import TableSpec, create_import
from apps.courses.services.imports.undo import build_ids_subquery, lock_undoable_import, record_undo
from apps.courses.services.imports.values import parse_phone
from apps.jobs.kinds import ClaimedJob
from apps.leads.contacts import Contact, build_keys, clean_name, clean_text
from apps.leads.doubles import get_contact
from apps.leads.events import hint_leads_changed
from apps.leads.import_fields import LEAD_FIELDS, REQUIRED_FIELDS
from apps.leads.models import NOTE, EntryKind, Lead, LeadEntry, LeadPhone, LeadSource, LeadStage, MetaArrival
from apps.leads.services.stages import lock_first_stage
from apps.leads.services.timeline import build_entry
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch, get_system_settings
from ml.text import build_search_key
from ml.text.names import ReadName, is_name_of_one_person, read_name

IMPORT_LEADS = "leads.import"
PERMISSION = "leads.import"
BATCH = 1000
FURTHER = 9
"""The place of a phone that a row adds: after those that are known."""
MOST_COMPARED = 50
"""Leads with one phone that a row is compared with: a table with one phone in all rows is no endless work."""
IN_USE = _("Somebody has worked with this lead.")


@dataclass
class LeadRow:
    """A row as read; `contact` is None when it is refused."""

    contact: Contact | None = None
    phones: list[str] = field(default_factory=list)
    email: str = ""
    note: str = ""
    course: str = ""
    errors: dict[str, list[Any]] = field(default_factory=dict)


@dataclass
class KnownLeads:
    """Leads of the branch and of earlier rows, by phone, so that a row is compared with few."""

    by_phone: dict[str, list[tuple[Lead, ReadName]]] = field(default_factory=dict)
    pairs: set[tuple[UUID, str]] = field(default_factory=set)

    def add(self, lead: Lead, contact: Contact) -> None:
        """Remember a lead; of those with one phone, the first `MOST_COMPARED`."""
        name = read_name(contact.name)
        for phone in contact.phones:
            self.pairs.add((lead.pk, phone))
            near = self.by_phone.setdefault(phone, [])
            if len(near) < MOST_COMPARED:
                near.append((lead, name))

    def has(self, lead: Lead, phone: str) -> bool:
        """Return whether a lead has this phone."""
        return (lead.pk, phone) in self.pairs

    def find(self, contact: Contact) -> Lead | None:
        """Return the lead that surely is this person; None where the name fits leads that are not surely one."""
        name = read_name(contact.name)
        near = (pair for phone in sorted(contact.phones) for pair in self.by_phone.get(phone, ()))
        found = [(lead, other) for lead, other in near if is_name_of_one_person(name, other)]
        is_one = all(is_name_of_one_person(found[0][1], other) for _lead, other in found)
        return found[0][0] if found and is_one else None


@dataclass
class _Plan:
    """Rows to insert, and leads that rows were found to be."""

    leads: list[Lead] = field(default_factory=list)
    phones: list[LeadPhone] = field(default_factory=list)
    entries: list[LeadEntry] = field(default_factory=list)


def create_lead_import(
    *,
    actor: User,
    upload: "UploadedFile[bytes]",
    dry_run: bool,
    branch: Branch,
    mapping: Mapping[str, str | None] | None = None,
    columns: Mapping[str, str | None] | None = None,
) -> Import:
    """Create an import of leads into a branch; a job does the rest. Raise as `create_import`."""
    spec = TableSpec(ImportKind.LEADS, IMPORT_LEADS, LEAD_FIELDS, {}, lambda *_table: REQUIRED_FIELDS)
    return create_import(
        actor=actor,
        upload=upload,
        dry_run=dry_run,
        spec=spec,
        preset="",
        mapping=mapping,
        columns=columns,
        options={"branch": str(branch.pk)},
    )


def run_lead_import(*, actor: User, table_import: Import) -> Import:
    """Carry out an import of leads that was checked: see `run_checked_import`."""
    return run_checked_import(actor=actor, table_import=table_import, job=IMPORT_LEADS)


def import_leads(job: ClaimedJob) -> None:
    """Job handler: see `run_import`."""
    run_import(job, permission=PERMISSION, handler=_import_table)


def undo_lead_import(*, actor: User, table_import: Import) -> Import:
    """Delete the leads that an import created, unless somebody worked with them since. Raise Conflict unless it was
    carried out and not undone yet.
    """
    with unit_of_work():
        locked = lock_undoable_import(table_import.pk)
        rows = list(ImportRow.objects.filter(belongs_to=locked, made__has_key="lead"))
        by_lead = {UUID(row.made["lead"]): row for row in rows}
        mine = Lead.objects.filter(pk__in=build_ids_subquery(by_lead.keys()))
        list(mine.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
        kept = set(mine.filter(_build_use(locked)).values_list("pk", flat=True))
        mine.exclude(pk__in=kept).delete()
        reasons = {by_lead[pk].pk: IN_USE for pk in kept}
        return record_undo(locked, actor=actor, rows=rows, reasons=reasons)


def _build_use(table_import: Import) -> Q:
    """Return when a lead of an import is in use: whatever another than this import wrote, and a call that goes on."""
    own = Q(kind=EntryKind.CREATED, data__contains={"table_import": str(table_import.pk)})
    entries = LeadEntry.objects.filter(~own, lead=OuterRef("pk"))
    arrivals = MetaArrival.objects.filter(lead=OuterRef("pk"))
    used = Q(Exists(entries)) | Q(Exists(arrivals)) | Q(claimed_until__gt=Now())
    return used | Q(student__isnull=False) | Q(merged_at__isnull=False) | Q(doubles__isnull=False)


def _import_table(table_import: Import, table: Table) -> Sequence[ImportRow]:
    branch = Branch.objects.filter(pk=table_import.options.get("branch")).first() or get_default_branch()
    foreign = get_system_settings().foreign_phones
    parsed = [_parse_row(read_cells(row, table_import.mapping), allow_foreign=foreign) for row in table.rows]
    courses = _load_courses()
    known = _load_known(branch, {phone for row in parsed for phone in row.phones})
    stage = lock_first_stage(branch)
    plan, results = _Plan(), []
    for row, lead_row in zip(table.rows, parsed, strict=True):
        results.append(_plan_row(table_import, row, lead_row, known, plan, branch=branch, stage=stage, courses=courses))
    if not table_import.dry_run:
        Lead.objects.bulk_create(plan.leads, batch_size=BATCH)
        LeadPhone.objects.bulk_create(plan.phones, batch_size=BATCH, ignore_conflicts=True)
        LeadEntry.objects.bulk_create(plan.entries, batch_size=BATCH)
        hint_leads_changed(branch.pk)
    return results


def _plan_row(
    table_import: Import,
    row: TableRow,
    parsed: LeadRow,
    known: KnownLeads,
    plan: _Plan,
    *,
    branch: Branch,
    stage: LeadStage,
    courses: Mapping[str, Course],
) -> ImportRow:
    made: dict[str, str] = {}
    if parsed.contact is None:
        verdict = ImportRowResult.REFUSED
    elif (double := known.find(parsed.contact)) is not None:
        is_changed = _add_to_double(plan, known, double, parsed, table_import)
        verdict = ImportRowResult.CHANGED if is_changed else ImportRowResult.SAME
        made = {"double": str(double.pk)}
    else:
        verdict = ImportRowResult.NEW
        lead = _build_lead(parsed, branch, stage, courses)
        plan.leads.append(lead)
        plan.phones += [LeadPhone(lead=lead, phone=phone, place=place) for place, phone in enumerate(parsed.phones)]
        plan.entries.append(_build_created_entry(lead, table_import, ""))
        known.add(lead, parsed.contact)
        made = {"lead": str(lead.pk)}
    errors = parsed.errors
    return ImportRow(
        number=row.number, cells=row.cells, verdict=verdict, errors=errors, made={} if table_import.dry_run else made
    )


def _build_lead(parsed: LeadRow, branch: Branch, stage: LeadStage, courses: Mapping[str, Course]) -> Lead:
    assert parsed.contact is not None
    course = courses.get(build_search_key(parsed.course)) if parsed.course else None
    unknown = parsed.course if parsed.course and course is None else ""
    note = "\n".join(part for part in (parsed.note, unknown) if part)[:NOTE]
    return Lead(
        branch=branch,
        name=parsed.contact.name,
        email=parsed.email,
        note=note,
        source=LeadSource.IMPORT,
        course=course,
        stage=stage,
        **build_keys(parsed.contact.name),
    )


def _add_to_double(plan: _Plan, known: KnownLeads, double: Lead, parsed: LeadRow, table_import: Import) -> bool:
    """Add what a row knows more of a lead: phones, and its note as an entry. Return whether it is anything."""
    assert parsed.contact is not None
    new = [phone for phone in parsed.phones if not known.has(double, phone)]
    plan.phones += [LeadPhone(lead=double, phone=phone, place=FURTHER) for phone in new]
    known.add(double, Contact(double.name, frozenset(new)))
    has_note = bool(parsed.note) and parsed.note != double.note
    if new or has_note:
        plan.entries.append(_build_created_entry(double, table_import, parsed.note if has_note else ""))
    return bool(new) or has_note


def _build_created_entry(lead: Lead, table_import: Import, text: str) -> LeadEntry:
    return build_entry(
        lead,
        EntryKind.CREATED,
        author=table_import.by,
        text=text,
        at=timezone.now(),
        source=LeadSource.IMPORT.value,
        table_import=str(table_import.pk),
    )


def _parse_row(cells: Mapping[str, str], *, allow_foreign: bool) -> LeadRow:
    row = LeadRow(note=clean_text(cells["note"])[:NOTE], course=cells["course"].strip()[:200])
    name = ""
    try:
        name = clean_name(cells["name"])
    except InvalidValue as error:
        row.errors["name"] = [serialize_message(error.message)]
    for column in ("phone", "second_phone"):
        try:
            if cells[column]:
                row.phones.append(parse_phone(cells[column], allow_foreign=allow_foreign))
        except InvalidValue as error:
            row.errors[column] = [serialize_message(error.message)]
    try:
        row.email = normalize_email(cells["email"]) if cells["email"] else ""
    except InvalidValue as error:
        row.errors["email"] = [serialize_message(error.message)]
    row.phones = list(dict.fromkeys(row.phones))
    if not row.errors:
        row.contact = Contact(name, frozenset(row.phones))
    return row


def _load_courses() -> dict[str, Course]:
    """Return courses by each of their titles, folded."""
    return {
        build_search_key(title): course
        for course in Course.objects.order_by("-created_at")
        for title in course.title.values()
        if title
    }


def _load_known(branch: Branch, phones: set[str]) -> KnownLeads:
    known = KnownLeads()
    mine = LeadPhone.objects.filter(phone__in=phones).values("lead")
    leads = Lead.objects.filter(pk__in=mine, branch=branch, merged_at__isnull=True, converted_at__isnull=True)
    for lead in leads.prefetch_related("phones").order_by("pk"):
        known.add(lead, get_contact(lead))
    return known
