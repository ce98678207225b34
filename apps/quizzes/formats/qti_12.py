"""QTI 1.2: packages of Canvas, assessments and banks of Common Cartridge, and plain files; read and written."""

from collections.abc import Iterable

from apps.quizzes.formats.qti.archives import GetFile, get_no_file
from apps.quizzes.formats.qti.reader_12 import read_package_12
from apps.quizzes.formats.qti.writer_12 import write_package_12
from apps.quizzes.formats.results import ReadQuestions, WrittenQuestions
from apps.quizzes.questions.drafts import QuestionDraft


def read(data: bytes) -> ReadQuestions:
    """Return the questions of a ZIP or of an XML file. Raise UnreadableFile."""
    return read_package_12(data)


def write(drafts: Iterable[QuestionDraft], *, get_file: GetFile = get_no_file) -> WrittenQuestions:
    """Return a ZIP with one quiz, as Canvas imports it."""
    return write_package_12(drafts, get_file=get_file)
