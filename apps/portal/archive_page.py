"""The page of an archive that people read: `index.html`, without scripts, in the language of who asked for it.

It shows a person's learning, family, money and messages; letters and answers as far as the reader may read them. The
JSON files hold more, for programs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django_stubs_ext import StrOrPromise

from apps.accounts.models import Consent, ConsentKind, Guardian, GuardianKind, User
from apps.attendance.models import Attendance
from apps.core.models import StoredFile
from apps.core.money import Money
from apps.core.months import translate_last_month
from apps.core.permissions import Role
from apps.core.translated_texts import LANGUAGES, pick_translation
from apps.courses.models import Membership, MembershipStatus
from apps.homework.models import Attempt, Homework, HomeworkState
from apps.homework.verdicts import get_homework_stars, was_pupil_under_8
from apps.notifications.queries import list_notifications, serialize_notifications
from apps.payments.documents.receipt import format_receipt_number
from apps.payments.models import LedgerAccount, Payment, PaymentStatus, Receipt, ReceiptKind
from apps.portal.family_messages import filter_answers_of_archive, filter_letters_of_archive
from apps.portal.models import FamilyAnswer, FamilyMessage

GUARDIANS: Mapping[str, StrOrPromise] = {
    GuardianKind.MOTHER: gettext_lazy("Mother"),
    GuardianKind.FATHER: gettext_lazy("Father"),
    GuardianKind.GUARDIAN: gettext_lazy("Guardian"),
    GuardianKind.OTHER: gettext_lazy("Other"),
}
CONSENTS: Mapping[str, StrOrPromise] = {
    ConsentKind.RECORDING: gettext_lazy("Recordings of the voice"),
    ConsentKind.PHOTO: gettext_lazy("Picture"),
    ConsentKind.MESSAGES: gettext_lazy("Messages"),
    ConsentKind.MACHINE_LEARNING: gettext_lazy("Training of models"),
    ConsentKind.CERTIFICATE: gettext_lazy("Name on the pages of certificates"),
    ConsentKind.ACTIVITY: gettext_lazy("What is opened on the pages"),
    ConsentKind.LEARNING_SYSTEMS: gettext_lazy("Which skills a child has, and what comes next"),
}
MEMBERSHIPS: Mapping[str, StrOrPromise] = {
    MembershipStatus.LEAD: gettext_lazy("may join"),
    MembershipStatus.TRIAL: gettext_lazy("trial"),
    MembershipStatus.ACTIVE: gettext_lazy("active"),
    MembershipStatus.FROZEN: gettext_lazy("frozen"),
    MembershipStatus.LEFT: gettext_lazy("left"),
    MembershipStatus.GRADUATED: gettext_lazy("graduated"),
}
HOMEWORK: Mapping[str, StrOrPromise] = {
    HomeworkState.ASSIGNED: gettext_lazy("not submitted"),
    HomeworkState.RETURNED: gettext_lazy("to be done again"),
    HomeworkState.PROCESSING: gettext_lazy("is being scored"),
    HomeworkState.NEEDS_REVIEW: gettext_lazy("waiting for the teacher"),
    HomeworkState.SCORED: gettext_lazy("scored"),
    HomeworkState.REVIEWED: gettext_lazy("accepted"),
}
PAYMENTS: Mapping[str, StrOrPromise] = {
    PaymentStatus.PENDING: gettext_lazy("to be paid"),
    PaymentStatus.OVERDUE: gettext_lazy("overdue"),
    PaymentStatus.COMPLETED: gettext_lazy("completed"),
    PaymentStatus.CANCELLED: gettext_lazy("cancelled"),
    PaymentStatus.FAILED: gettext_lazy("failed"),
    PaymentStatus.REFUNDED: gettext_lazy("refunded"),
}
RECEIPTS: Mapping[str, StrOrPromise] = {
    ReceiptKind.PAYMENT: gettext_lazy("payment"),
    ReceiptKind.REFUND: gettext_lazy("refund"),
    ReceiptKind.REFUND_UNDONE: gettext_lazy("failed refund"),
    ReceiptKind.REVERSAL: gettext_lazy("reversal"),
}


@dataclass(frozen=True)
class FileLink:
    """A cell that opens a file of the archive."""

    path: str
    text: str


Cell = str | FileLink


@dataclass(frozen=True)
class Section:
    """One table of the page."""

    title: str
    headings: list[str]
    rows: list[list[Cell]]


def write_archive_page(person: User, *, reader: User, paths: Mapping[UUID, str]) -> str:
    """Return the page about the person in the language and the time zone of the reader. `paths`: where in the archive
    each stored file lies; files that are not in it have no link.
    """
    language = reader.locale if reader.locale in LANGUAGES else LANGUAGES[0]
    with override(language):
        context = {
            "language": language,
            "title": _("Data of {name}").format(name=person.full_name),
            "about": _("What the centre keeps, for reading. The folder “data” has everything, for programs."),
            "nothing": _("Nothing."),
            "sections": _Writer(person, reader, language, paths).write_sections(),
        }
        return render_to_string("portal/archive.html", context)


@dataclass(frozen=True)
class _Writer:
    person: User
    reader: User
    language: str
    paths: Mapping[UUID, str]

    def write_sections(self) -> list[Section]:
        return [
            self._write_person(),
            self._write_family(),
            self._write_contacts(),
            self._write_groups(),
            self._write_attendance(),
            self._write_homework(),
            self._write_submitted_work(),
            self._write_payments(),
            self._write_receipts(),
            self._write_balances(),
            self._write_messages(),
            self._write_letters(),
            self._write_answers(),
            self._write_consents(),
            self._write_files(),
        ]

    def _write_person(self) -> Section:
        person = self.person
        born = person.birth_date or getattr(getattr(person, "child_profile", None), "birth_date", None)
        facts: list[list[Cell]] = [
            [_("Name"), person.full_name],
            [_("Patronymic"), person.patronymic],
            [_("Birth date"), self._day(born)],
            [_("Role"), str(Role(person.role).label)],
            [_("E-mail"), person.email or ""],
            [_("Phone"), person.phone or ""],
            [_("Created on"), self._moment(person.created_at)],
        ]
        return Section(_("Person"), [_("What"), _("Value")], [row for row in facts if row[1]])

    def _write_family(self) -> Section:
        links = Guardian.objects.select_related("parent", "child").order_by("created_at", "id")
        rows: list[list[Cell]] = [
            [other.full_name, what, self._moment(link.created_at), self._moment(link.ended_at)]
            for link in links.filter(child=self.person) | links.filter(parent=self.person)
            for other, what in [
                (link.parent, _name(GUARDIANS, link.kind))
                if link.child_id == self.person.pk
                else (link.child, _("Child"))
            ]
        ]
        return Section(_("Family"), [_("Name"), _("Who"), _("Since"), _("Ended on")], rows)

    def _write_contacts(self) -> Section:
        contacts = self.person.contact_persons.order_by("id")
        rows: list[list[Cell]] = [[row.name, row.relation, row.phone, row.remark] for row in contacts]
        return Section(_("Contact persons"), [_("Name"), _("Who"), _("Phone"), _("Note")], rows)

    def _write_groups(self) -> Section:
        rows: list[list[Cell]] = [
            [
                row.group.name,
                pick_translation(row.group.course.title, self.language),
                _name(MEMBERSHIPS, row.status),
                self._day(row.joined_on),
                self._day(row.left_on),
            ]
            for row in Membership.objects.filter(student=self.person)
            .select_related("group__course")
            .order_by("joined_on", "id")
        ]
        return Section(_("Groups"), [_("Group"), _("Course"), _("Status"), _("Joined on"), _("Left on")], rows)

    def _write_attendance(self) -> Section:
        marks = Attendance.objects.filter(student=self.person).select_related("lesson__group", "status")
        rows: list[list[Cell]] = [
            [
                self._moment(mark.lesson.starts_at),
                mark.lesson.group.name,
                pick_translation(mark.status.name, self.language),
                mark.note,
            ]
            for mark in marks.order_by("-lesson__starts_at", "id")
        ]
        return Section(_("Attendance"), [_("Lesson"), _("Group"), _("Mark"), _("Note")], rows)

    def _write_homework(self) -> Section:
        rows: list[list[Cell]] = [
            [
                row.assignment.title,
                row.assignment.place_name,
                self._moment(row.due_at),
                _name(HOMEWORK, row.state),
                _format_score(row),
            ]
            for row in Homework.objects.filter(student=self.person)
            .select_related("assignment__group", "assignment__course", "last_attempt", "best_attempt__score", "student")
            .order_by("-id")
        ]
        headings = [_("Homework"), _("Group or course"), _("Deadline"), _("Status"), _("Score")]
        return Section(_("Homework"), headings, rows)

    def _write_submitted_work(self) -> Section:
        attempts = Attempt.objects.filter(homework__student=self.person).select_related("homework__assignment")
        rows: list[list[Cell]] = [
            [
                attempt.homework.assignment.title,
                str(attempt.number),
                self._moment(attempt.created_at),
                attempt.text,
                self._link(attempt.file_id, _("Open the file")),
            ]
            for attempt in attempts.order_by("-homework", "number")
        ]
        headings = [_("Homework"), _("Attempt"), _("Sent on"), _("Text"), _("Recording")]
        return Section(_("Submitted work"), headings, rows)

    def _write_payments(self) -> Section:
        own = Payment.objects.filter(student=self.person) | Payment.objects.filter(payer=self.person)
        payments = own.exclude(status=PaymentStatus.DRAFT)
        rows: list[list[Cell]] = [
            [
                self._day(row.due_on),
                translate_last_month(row.title, self.language),
                _name(PAYMENTS, row.status),
                self._money(row.amount, row.currency),
                self._money(row.settled, row.currency),
            ]
            for row in payments.order_by("-due_on", "id")
        ]
        headings = [_("Due on"), _("What for"), _("Status"), _("Amount"), _("Paid")]
        return Section(_("Payments"), headings, rows)

    def _write_receipts(self) -> Section:
        receipts = Receipt.objects.filter(money__student=self.person).order_by("-created_at", "id")
        rows: list[list[Cell]] = [
            [
                self._moment(row.created_at),
                format_receipt_number(row),
                _name(RECEIPTS, row.kind),
                self._money(row.amount, row.currency),
            ]
            for row in receipts
        ]
        return Section(_("Receipts"), [_("Time"), _("Number"), _("Kind"), _("Amount")], rows)

    def _write_balances(self) -> Section:
        accounts = LedgerAccount.objects.filter(student=self.person).order_by("currency", "id")
        return Section(_("Balance"), [_("Balance")], [[self._money(row.balance, row.currency)] for row in accounts])

    def _write_messages(self) -> Section:
        messages = list(list_notifications(self.person).order_by("-id"))
        rows: list[list[Cell]] = [
            [self._moment(message.created_at), shown["title"], shown["text"]]
            for message, shown in zip(messages, serialize_notifications(messages), strict=True)
        ]
        return Section(_("Messages"), [_("Time"), _("Subject"), _("Text")], rows)

    def _write_letters(self) -> Section:
        about = FamilyMessage.objects.filter(student=self.person)
        letters = filter_letters_of_archive(about, self.person, self.reader).select_related("author").order_by("-id")
        rows: list[list[Cell]] = [
            [
                self._moment(letter.created_at),
                letter.author.full_name if letter.author else "",
                pick_translation(letter.title, self.language),
                pick_translation(letter.text, self.language),
            ]
            for letter in letters
        ]
        return Section(_("Messages to the family"), [_("Time"), _("Author"), _("Subject"), _("Text")], rows)

    def _write_answers(self) -> Section:
        about = FamilyAnswer.objects.filter(message__student=self.person)
        answers = filter_answers_of_archive(about, self.person, self.reader)
        answers = answers | FamilyAnswer.objects.filter(author=self.person)
        rows: list[list[Cell]] = [
            [self._moment(answer.created_at), answer.text] for answer in answers.distinct().order_by("-id")
        ]
        return Section(_("Answers of the family"), [_("Time"), _("Text")], rows)

    def _write_consents(self) -> Section:
        consents = Consent.objects.filter(person=self.person).order_by("-created_at", "-id")
        rows: list[list[Cell]] = [
            [
                _name(CONSENTS, row.kind),
                _("yes") if row.given else _("no"),
                self._day(row.signed_on) or self._moment(row.created_at),
                row.text_version,
                row.signed_by,
            ]
            for row in consents
        ]
        headings = [_("For"), _("Answer"), _("Day"), _("Version of the text"), _("Signed on paper by")]
        return Section(_("Consents"), headings, rows)

    def _write_files(self) -> Section:
        files = StoredFile.objects.filter(pk__in=self.paths).order_by("-created_at", "id")
        rows: list[list[Cell]] = [
            [self._moment(file.created_at), self._link(file.pk, file.original_name or self.paths[file.pk])]
            for file in files
        ]
        return Section(_("Recordings and files"), [_("Time"), _("File")], rows)

    def _link(self, file_id: UUID | None, text: str) -> Cell:
        path = self.paths.get(file_id) if file_id else None
        return FileLink(path, text) if path else ""

    def _moment(self, moment: datetime | None) -> str:
        return f"{moment.astimezone(ZoneInfo(self.reader.zone)):%d.%m.%Y %H:%M}" if moment else ""

    def _day(self, day: date | None) -> str:
        return f"{day:%d.%m.%Y}" if day else ""

    def _money(self, amount: int, currency: str) -> str:
        return Money(amount, currency).format(self.language)


def _name(names: Mapping[str, StrOrPromise], value: str) -> str:
    """Return the name of a value; a value without one as it is."""
    return str(names.get(value, value))


def _format_score(homework: Homework) -> str:
    """Return the score as the family reads it: stars for a child under 8; "" without a score."""
    if homework.score is None:
        return ""
    if was_pupil_under_8(homework.last_attempt):
        return _("{count} of 5 stars").format(count=get_homework_stars(homework) or 0)
    return f"{float(homework.score):g}/100"
