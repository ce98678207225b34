"""What an import or an export says of each thing: taken, changed or left out, and why.

A row is stored with the key of its reason and the values in it, so that each reader gets it in a language of their own.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.errors import DomainError
from apps.core.validators import InvalidValue

TAKEN, CHANGED, LEFT_OUT = "taken", "changed", "left_out"
MAX_ROWS = 2000
MAX_TITLE = 200

PROBLEMS: dict[str, StrOrPromise] = {
    "not_a_package": _("This is neither a ZIP nor a backup of Moodle (.mbz)."),
    "unknown_package": _(
        "This archive is no package of a course: it holds no course.yaml, imsmanifest.xml or moodle_backup.xml."
    ),
    "damaged": _("The package is damaged or encrypted."),
    "bad_xml": _("“%(name)s” in the package cannot be read."),
    "bad_yaml": _("“%(name)s” in the package cannot be read."),
    "newer_version": _("This package was written by a newer version."),
    "unknown_cartridge": _("Only Common Cartridge 1.1, 1.2 and 1.3 can be read, without protected parts."),
    "old_moodle": _("Only backups of courses of Moodle 2 and newer can be read."),
    "file_missing": _("“%(name)s” is missing in the package."),
    "file_too_large": _("“%(name)s” is larger than %(megabytes)d MB."),
    "too_many_files": _("The package has more than %(count)d files."),
    "too_large_unpacked": _("The package is too large when unpacked."),
    "bad_name": _("A file in the package has a name that is not allowed: “%(name)s”."),
    "name_twice": _("Two files in the package have the name “%(name)s”."),
    "link_inside": _("“%(name)s” in the package is a link, not a file."),
    "empty": _("There is nothing in the package that a course can show."),
    "too_many_modules": _("A course has at most %(count)d modules."),
    "too_many_lessons": _("A course has at most %(count)d lessons."),
    "too_many_course_files": _("A course has at most %(count)d files."),
    "draft_not_empty": _("The draft of the course is not empty."),
    "course_gone": _("The course was deleted meanwhile."),
    "refused": _("The course was refused: %(text)s"),
    "stopped": _("The job was stopped several times. Try again, or ask the administrator."),
}
"""Why a package is refused as a whole."""

REASONS: dict[str, StrOrPromise] = {
    "": "",
    "unknown_block": _("There is no block of the kind “%(kind)s” here."),
    "bad_block": _("This block is not valid: %(text)s"),
    "bad_rule": _("A rule is not known here or not valid; the usual one stands in its place."),
    "rule_without_lesson": _("It waited for a lesson that is not in the package; that rule is left out."),
    "unknown_category": _("There is no category “%(name)s” here."),
    "unknown_level": _("There is no level “%(name)s” here."),
    "tags": _("A course has at most %(count)d tags of at most %(letters)d letters."),
    "price_refused": _("A price was refused: %(text)s"),
    "file_refused": _("The file was refused: %(text)s"),
    "bad_xml": PROBLEMS["bad_xml"],
    "bad_yaml": PROBLEMS["bad_yaml"],
    "file_missing": _("The file is missing in the package."),
    "file_lost": _("The file is missing in the file store."),
    "file_changed": _("The file is not the one that was exported: its hash differs."),
    "file_too_large": _("The file is larger than %(megabytes)d MB."),
    "picture_elsewhere": _("A picture of another site was not loaded: %(address)s"),
    "picture_moved": _("Pictures and recordings inside a list, table or quotation stand after it."),
    "page_as_link": _("Pages of this site cannot be shown in a lesson; a link stands in its place: %(address)s"),
    "link_removed": _("A link into the old course was removed; its words stay."),
    "simplified": _("Something was left out that a text cannot hold: %(names)s"),
    "split": _("The lesson was too long; it is %(count)d lessons now."),
    "summary_as_lesson": _("The introduction of the section is a lesson of its own."),
    "quiz_kept": _("Quizzes are kept with this import: add their questions to a question bank."),
    "choose_again": _("What the block “%(kind)s” shows is not in the package: choose it again."),
    "discussion": _("Discussions are not taken; the opening text is a lesson."),
    "assignment_as_text": _("The task is a text; nothing is handed in."),
    "outside_tool": _("Tools of other sites (LTI) are not taken."),
    "hidden": _("It was hidden from learners; it is in the draft."),
    "activity": _("Activities of this kind (%(kind)s) are not taken."),
    "unused_file": _("No page of the package shows this file."),
    "not_in_outline": _("It does not stand in the outline of the package; it is in the last module."),
    "resource": _("Resources of this kind (%(kind)s) are not taken."),
    "empty": _("There is nothing in it that a lesson can show."),
    "export_rules": _("When a lesson opens and how it is done are not in this format."),
    "export_preview": _("Which lessons are previews is not in this format."),
    "export_cards": _("The cards are a table."),
    "export_block": _("Blocks of the kind “%(kind)s” are not in this format."),
    "export_interactive": _("The package is a file to download."),
    "export_film": _("The film is a file of the package, without the protection that it has here."),
    # Only in reports that are older than films in the pages:
    "film_as_file": _("The film can be downloaded; it is not played in the page."),
}
"""Why a thing was changed or left out; "" where it was taken as it is."""


class PackageRefused(Exception):
    """The package cannot be imported at all: a key of PROBLEMS, and the values in its text."""

    def __init__(self, problem: str, **values: Any) -> None:
        super().__init__(problem)
        self.problem, self.values = problem, values


class FileUnreadable(PackageRefused):
    """One file of the package cannot be read. Who reads others too leaves it out and names it."""


@dataclass
class Report:
    """The rows of one import or export, in the order in which things stand in the course."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _not_whole: set[str] = field(default_factory=set)

    def add(self, verdict: str, title: str, reason: str = "", **values: Any) -> None:
        """Add a row; a repeated one is added once, and TAKEN only for what is neither changed nor left out. After
        MAX_ROWS rows only counts grow.
        """
        if verdict == TAKEN and title in self._not_whole:
            self._not_whole.discard(title)  # another lesson may have the same title
            return
        if verdict != TAKEN:
            self._not_whole.add(title)
        row = {"verdict": verdict, "title": title[:MAX_TITLE], "reason": reason, "values": values}
        if reason and row in self.rows[-20:]:
            return
        self.counts[verdict] += 1
        if len(self.rows) < MAX_ROWS:
            self.rows.append(row)


def describe_row(row: dict[str, Any]) -> dict[str, str]:
    """Return a stored row with its reason in the active language."""
    text = str(REASONS[row["reason"]])
    return {**row, "text": text % row["values"] if text else ""}


def describe_problem(problem: str, values: dict[str, Any]) -> str:
    """Return why a package was refused, in the active language; "" for none."""
    return str(PROBLEMS[problem]) % values if problem else ""


def read_reason(error: InvalidValue | DomainError) -> str:
    """Return the words of an error, in the active language."""
    if isinstance(error, InvalidValue):
        return str(error.message)
    texts = [str(text) for group in error.fields.values() for text in group]
    return texts[0] if texts else str(error.detail)
