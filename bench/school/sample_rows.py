"""Create enough rows for every list, where the demo data has only a few."""

from datetime import timedelta
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.attendance.models import Attendance, AttendanceHistory, AttendanceStatus
from apps.core.models import StoredFile
from apps.core.permissions import Role
from apps.courses.models import (
    Category,
    Course,
    Group,
    Import,
    ImportKind,
    ImportRow,
    ImportRowResult,
    ImportState,
    LeadChange,
    Level,
    Membership,
    MembershipChange,
    WaitingEntry,
)
from apps.lessons.models import Room
from apps.resources.models import Download, LessonResource, MediaFile

ROWS = 25
FORM = {"kind": "csv", "encoding": "utf-8", "delimiter": ",", "sheet": ""}


def create_sample_rows(asker: User) -> dict[str, UUID]:
    """Create the rows. Return the ids for the paths of lists, by the start of the path."""
    marked = Membership.objects.filter(student__marks__lesson__group=F("group"), left_on__isnull=True)
    membership = marked.filter(group__schedule__isnull=False).order_by("-group__seats_taken", "id")[0]
    group = membership.group
    mark = Attendance.objects.filter(lesson__group=group, student=membership.student_id).order_by("-id")[0]
    resource = LessonResource.objects.order_by("id")[0]
    _catalogue(group)
    _people(group, membership, asker)
    _register(mark)
    _files(resource, asker)
    tables = {kind: _import(kind, asker) for kind in (ImportKind.STUDENTS, ImportKind.ATTENDANCE)}
    return {
        "/courses/groups/": group.pk,
        "/attendance/registers/": mark.lesson_id,
        "/attendance/imports/": tables[ImportKind.ATTENDANCE],
        "/courses/imports/": tables[ImportKind.STUDENTS],
        "/resources/": resource.pk,
        "/attendance/": mark.pk,
        "/auth/users/": membership.student_id,
        "{membership_id}": membership.pk,
    }


def _catalogue(group: Group) -> None:
    name = {"uz": "Bench", "ru": "Bench", "en": "Bench"}
    Category.objects.bulk_create(Category(name=name, slug=f"bench-{number}") for number in range(ROWS))
    Level.objects.bulk_create(Level(code=f"X{number}", name=name) for number in range(ROWS))
    Course.objects.bulk_create(Course(title=name, slug=f"bench-{n}", status="published") for n in range(ROWS))
    Room.objects.bulk_create(Room(branch=group.branch, name=f"Bench {number}") for number in range(ROWS))
    AttendanceStatus.objects.bulk_create(
        AttendanceStatus(code=f"bench-{number}", name=name, counts_as="present") for number in range(ROWS)
    )


def _people(group: Group, membership: Membership, asker: User) -> None:
    today = timezone.localdate()
    teachers = list(User.objects.filter(role=Role.TEACHER).order_by("id")[:2])
    others = User.objects.filter(role=Role.STUDENT).exclude(memberships__group=group).order_by("id")[:ROWS]
    waiting = [WaitingEntry(group=group, student=student) for student in others]
    WaitingEntry.objects.bulk_create(waiting, ignore_conflicts=True)  # some wait in the demo centre
    Guardian.objects.bulk_create(Guardian(parent=asker, child=child, kind="other") for child in others)
    LeadChange.objects.bulk_create(
        LeadChange(group=group, former=teachers[n % 2], teacher=teachers[1 - n % 2], on=today - timedelta(days=n))
        for n in range(ROWS)
    )
    MembershipChange.objects.bulk_create(
        MembershipChange(membership=membership, to_status="active", on=today, by=teachers[n % 2]) for n in range(ROWS)
    )


def _register(mark: Attendance) -> None:
    status = AttendanceStatus.objects.get(code="absent")
    students = list(Attendance.objects.filter(lesson=mark.lesson_id).values_list("student_id", flat=True))
    AttendanceHistory.objects.bulk_create(
        AttendanceHistory(
            lesson_id=mark.lesson_id, student_id=student, from_status=status, to_status=mark.status,
            marked_at=mark.marked_at, by_id=mark.marked_by_id, changed_by_id=mark.marked_by_id,
        )
        for student in [*students, *[mark.student_id] * ROWS]
    )  # fmt: skip


def _files(resource: LessonResource, asker: User) -> None:
    stored = StoredFile.objects.bulk_create(
        StoredFile(path=f"bench/{number}", sha256="0" * 64, size=1, content_type="application/pdf")
        for number in range(ROWS)
    )
    MediaFile.objects.bulk_create(
        MediaFile(file=file, title=file.path, kind="document", added_by=asker) for file in stored
    )
    Download.objects.bulk_create(Download(resource=resource, user=asker) for _number in range(ROWS))


def _import(kind: ImportKind, asker: User) -> UUID:
    """More like the one that was measured before, if one was."""
    real = Import.objects.order_by("id").first() or Import(options={"form": FORM})
    same = {"columns": real.columns, "mapping": real.mapping, "options": real.options, "figures": real.figures}
    rows = Import.objects.bulk_create(
        Import(kind=kind, state=ImportState.CHECKED, by=asker, dry_run=True, **same) for _number in range(ROWS)
    )
    ImportRow.objects.bulk_create(
        ImportRow(belongs_to=rows[0], number=number, verdict=ImportRowResult.NEW) for number in range(1, ROWS + 1)
    )
    return rows[0].pk
