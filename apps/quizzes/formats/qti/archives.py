"""Write packages of QTI of any version: XML files, the files that questions name, and the manifest."""

import mimetypes
import posixpath
import re
import zipfile
from collections.abc import Callable
from html import escape, unescape
from io import BytesIO
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, tostring

from apps.course_transfers.formats.writing import make_name, write_text
from apps.course_transfers.html_trees import Tag, parse_html
from apps.quizzes.formats.prompts import make_document, write_html
from apps.quizzes.formats.qti.packages import MANIFEST
from apps.quizzes.formats.results import Problem, WrittenQuestions
from apps.quizzes.questions.drafts import QuestionDraft

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


GetFile = Callable[[UUID], tuple[str, bytes] | None]
"""Gives the name, with an ending that tells the type, and content of a file; None for one that is not there."""


def get_no_file(_file: UUID) -> None:
    """Return None: for drafts without files."""


def add(parent: Element, tag: str, text: str = "", /, **attributes: str) -> Element:
    """Add an element with this text."""
    made = SubElement(parent, tag, attributes)
    made.text = text or None
    return made


def add_html(parent: Element, html: str) -> None:
    """Add HTML that the platform made as elements after what the parent holds."""
    _add_children(parent, parse_html(html) if "<" in html else Tag("", children=[unescape(html)]))


def write_words(text: str) -> str:
    """Return a plain text as HTML; one line stays as it is, escaped."""
    return write_html(make_document(text)) if "\n" in text else escape(text, quote=False)


def _add_children(parent: Element, tag: Tag) -> None:
    last: Element | None = parent[-1] if len(parent) else None
    for child in tag.children:
        if isinstance(child, Tag):
            last = SubElement(parent, child.name, child.attributes)
            _add_children(last, child)
        elif last is None:
            parent.text = (parent.text or "") + child
        else:
            last.tail = (last.tail or "") + child


class PackageWriter:
    """A package that grows. `folder`: where files of questions go; their addresses in XML are made by callers."""

    def __init__(self, get_file: GetFile, folder: str) -> None:
        self._target = BytesIO()
        self._archive = zipfile.ZipFile(self._target, "w")
        self._get_file, self._folder = get_file, folder
        self._paths: dict[UUID, str | None] = {}
        self.problems: list[Problem] = []

    @property
    def file_paths(self) -> list[str]:
        """The paths of files of questions that are in it."""
        return [path for path in self._paths.values() if path]

    def add_file(self, file: UUID) -> str | None:
        """Put a file into the package once; return its path, None where there is none any more."""
        if file not in self._paths:
            found = self._get_file(file)
            self._paths[file] = None
            if found is not None:
                name, content = found
                stem, ending = posixpath.splitext(posixpath.basename(name))
                path = f"{self._folder}/{make_name(stem, len(self._paths))}{ending.lower()}"
                self._archive.writestr(zipfile.ZipInfo(path, (2000, 1, 1, 0, 0, 0)), content)
                self._paths[file] = path
        return self._paths[file]

    def add_xml(self, path: str, root: Element) -> None:
        """Write an XML file."""
        self.add_text(path, f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n')

    def add_text(self, path: str, xml: str) -> None:
        """Write a text of XML. Characters that XML cannot hold are left out."""
        write_text(self._archive, path, _NOT_XML.sub("", xml))

    def add_problem(
        self, number: int, draft: QuestionDraft, reason: str, values: dict[str, Any], *, is_left_out: bool = False
    ) -> None:
        """Note what the package cannot say of a question."""
        self.problems.append(
            Problem(place=str(number), name=draft.name, reason=reason, values=values, is_left_out=is_left_out)
        )

    def finish(self, manifest: Element) -> WrittenQuestions:
        """Write the manifest and return the package."""
        self.add_xml(MANIFEST, manifest)
        self._archive.close()
        return WrittenQuestions(data=self._target.getvalue(), problems=self.problems)


def guess_type(path: str) -> str:
    """Return the MIME type of a path by its ending."""
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
