"""The quizzes that an import of a course kept: a ZIP with assessments of QTI 1.2, or the bank of a backup of Moodle."""

from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from apps.course_transfers.archives import MAX_TEXT_BYTES, open_archive, read_entry
from apps.course_transfers.formats.moodle import QUESTIONS
from apps.course_transfers.reports import PROBLEMS, FileUnreadable, PackageRefused
from apps.quizzes.formats import moodle_backup, qti_12
from apps.quizzes.formats.results import Problem, ReadQuestions, UnreadableFile

_QTI_12 = b"<questestinterop"


def read(data: bytes) -> ReadQuestions:
    """Return the questions of all quizzes; those of an assessment have its file's name as a tag. Raise UnreadableFile
    where there are none.
    """
    found = ReadQuestions(drafts=[], problems=[])
    try:
        with open_archive(BytesIO(data)) as archive:
            for name in archive.sizes:
                if not name.endswith(".xml"):
                    continue
                try:
                    _read_file(found, name, read_entry(archive, name, most=MAX_TEXT_BYTES))
                except FileUnreadable as error:
                    _leave_out(found, name, str(PROBLEMS[error.problem]) % error.values)
    except PackageRefused as error:
        raise UnreadableFile(str(PROBLEMS[error.problem]) % error.values) from error
    if not found.drafts and not found.problems:
        raise UnreadableFile(_("There are no questions in the quizzes of this package."))
    return found


def _read_file(found: ReadQuestions, name: str, content: bytes) -> None:
    """Add the questions of one file; a quiz of a backup of Moodle only names those of the bank."""
    if name != QUESTIONS and _QTI_12 not in content:
        return
    try:
        read_here = moodle_backup.read(content) if name == QUESTIONS else qti_12.read(content)
    except UnreadableFile as error:
        _leave_out(found, name, str(error))
        return
    tag = "" if name == QUESTIONS else PurePosixPath(name).stem[:100]
    found.drafts.extend(replace(draft, tags=(*draft.tags, tag) if tag else draft.tags) for draft in read_here.drafts)
    found.places.extend(read_here.places)
    found.languages.extend(read_here.languages)
    found.problems.extend(read_here.problems)


def _leave_out(found: ReadQuestions, name: str, detail: str) -> None:
    values = {"detail": detail}
    found.problems.append(Problem(place="", name=name[:200], reason="unreadable", values=values, is_left_out=True))
