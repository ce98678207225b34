"""QTI 2.1 and 2.2: packages and single items, read and written."""

from collections.abc import Iterable
from typing import Literal

from apps.quizzes.formats.qti.archives import GetFile, get_no_file
from apps.quizzes.formats.qti.versions import QTI_21, QTI_22, read_package, write_package
from apps.quizzes.formats.results import ReadQuestions, WrittenQuestions
from apps.quizzes.questions.drafts import QuestionDraft


def read(data: bytes) -> ReadQuestions:
    """Return the questions of a ZIP, or of an XML file with one item. Raise UnreadableFile."""
    return read_package(data)


def write(
    drafts: Iterable[QuestionDraft], *, version: Literal["2.1", "2.2"] = "2.1", get_file: GetFile = get_no_file
) -> WrittenQuestions:
    """Return a ZIP with an item for each draft, a test that holds them in their order, and a manifest."""
    return write_package(drafts, QTI_22 if version == "2.2" else QTI_21, get_file=get_file)
