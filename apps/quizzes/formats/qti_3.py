"""QTI 3.0: packages and single items, read and written."""

from collections.abc import Iterable

from apps.quizzes.formats.qti.archives import GetFile, get_no_file
from apps.quizzes.formats.qti.versions import QTI_30, read_package, write_package
from apps.quizzes.formats.results import ReadQuestions, WrittenQuestions
from apps.quizzes.questions.drafts import QuestionDraft


def read(data: bytes) -> ReadQuestions:
    """Return the questions of a ZIP, or of an XML file with one item. Raise UnreadableFile."""
    return read_package(data)


def write(drafts: Iterable[QuestionDraft], *, get_file: GetFile = get_no_file) -> WrittenQuestions:
    """Return a ZIP with an item for each draft, a test that holds them in their order, and a manifest."""
    return write_package(drafts, QTI_30, get_file=get_file)
