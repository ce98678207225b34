"""Read packages of QTI of any version: a ZIP with a manifest, or one XML file. All of it is hostile input."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote
from uuid import UUID, uuid4
from xml.etree.ElementTree import Element
from xml.parsers import expat

from django.utils.translation import gettext as _
from PIL import Image

from apps.course_transfers.archives import MAX_TEXT_BYTES, Archive, open_archive, read_entry
from apps.course_transfers.html_documents import clean_address
from apps.course_transfers.reports import PROBLEMS, FileUnreadable, PackageRefused
from apps.course_transfers.xml_documents import get_text, iterate_elements, parse_xml, read_xml
from apps.quizzes.formats.collecting import MAX_NAME, BrokenQuestion, Notes, collect
from apps.quizzes.formats.prompts import Prompt, read_html_prompt, write_text
from apps.quizzes.formats.qti.scoring import normalize_names
from apps.quizzes.formats.qti.texts import write_inner_html
from apps.quizzes.formats.results import ReadQuestions, UnreadableFile
from apps.quizzes.questions.drafts import QuestionDraft

MANIFEST = "imsmanifest.xml"
MAX_ENTRIES = 25_000
FILE_BASES = ("$IMS-CC-FILEBASE$", "$IMS_CC_FILEBASE$", "$CANVAS_OBJECT_REFERENCE$")
MAX_PASSAGES = 20_000_000
"""Characters of shared texts in the prompts of all items together."""
MAX_PICTURE_HEAD = 256 * 1024
"""Where the size of a picture stands."""
_NOT_XML = (expat.ExpatError, ValueError, LookupError)
_MARKUP = re.compile(r"<(?:/|!--)?([a-z][a-z0-9]*)", re.IGNORECASE)
_PLAIN_TAGS = {"p", "div", "span", "br", "img", "object", "a", "flow", "label"}


@dataclass(frozen=True)
class Resource:
    """A resource of a manifest. `paths`: its files, the main one first. `facts`: what its metadata say, by source:
    "tag" (many), "language" and the sources of its taxon paths.
    """

    type: str
    paths: list[str]
    facts: dict[str, list[str]]


class Package:
    """An open package, or one XML file: then its only path is ""."""

    def __init__(self, archive: Archive | None, data: bytes) -> None:
        self._archive, self._data = archive, data
        self._ids: dict[str, UUID] = {}
        self._passages: dict[str, str | None] = {}
        self._passages_left = MAX_PASSAGES
        self.paths = [""] if archive is None else list(archive.sizes)
        self.resources: list[Resource] = []
        manifests = [path for path in self.paths if posixpath.basename(path) == MANIFEST]
        if manifests:
            manifest = min(manifests, key=len)
            root = self.read_xml(manifest)
            self.resources = list(_list_resources(root, posixpath.dirname(manifest)))

    def read_xml(self, path: str) -> Element:
        """Return the root of a file. Raise FileUnreadable for a file that is missing or no plain XML."""
        if self._archive is not None:
            return read_xml(self._archive, path)
        try:
            return parse_xml(self._data)
        except _NOT_XML as error:
            raise FileUnreadable("bad_xml", name="") from error

    def iterate(self, path: str, name: str) -> Iterator[Element]:
        """Yield the elements of this name in a file one by one. Raise FileUnreadable as `read_xml`."""
        data = self._data if self._archive is None else read_entry(self._archive, path, most=MAX_TEXT_BYTES)
        try:
            yield from iterate_elements(data, name, skips_doctype=True)
        except _NOT_XML as error:
            raise FileUnreadable("bad_xml", name=path[:200]) from error

    def read_head(self, path: str, size: int = 4096) -> bytes:
        """Return the first bytes of a file."""
        if self._archive is None:
            return self._data[:size]
        with self._archive.open(path) as opened:
            return opened.read(size)

    def find_file(self, path: str, address: str) -> tuple[UUID, str] | None:
        """Return the id and path of what an address in the file `path` means, None for nothing in the package."""
        cleaned = clean_address(address)
        folder = posixpath.dirname(path)
        candidates = [posixpath.normpath(posixpath.join(folder, cleaned)), cleaned]
        for base in FILE_BASES:
            if cleaned.startswith(base):
                rest = cleaned.removeprefix(base).lstrip("/")
                candidates = [rest, f"web_resources/{rest}", posixpath.normpath(posixpath.join(folder, rest))]
        if self._archive is None or not cleaned:
            return None
        for candidate in candidates:
            if candidate in self._archive.sizes:
                return self._ids.setdefault(candidate, uuid4()), candidate
        return None

    def read_passage(self, path: str, address: str) -> str | None:
        """Return the text that an address in the file `path` means, which items share, as HTML whose addresses begin
        at the root of the package. None where there is none, and after MAX_PASSAGES characters of all items.
        """
        found = self.find_file(path, address)
        if found is None:
            return None
        if found[1] not in self._passages:
            self._passages[found[1]] = self._load_passage(found[1])
        passage = self._passages[found[1]]
        self._passages_left -= len(passage or "")
        return passage if self._passages_left >= 0 else None

    def _load_passage(self, path: str) -> str | None:
        try:
            root = self.read_xml(path)
        except PackageRefused:
            return None
        normalize_names(root)
        for media in root.iter():
            for name in {"src", "data"} & {*media.keys()}:
                media.set(name, posixpath.normpath(posixpath.join(posixpath.dirname(path), media.get(name, ""))))
        body = root.find("stimulusBody")
        return None if body is None else write_inner_html(body)


@contextmanager
def open_package(data: bytes) -> Iterator[Package]:
    """Open a package or one XML file. Raise UnreadableFile for what is not safe or not readable as a whole."""
    try:
        if data.startswith(b"PK"):
            with open_archive(BytesIO(data), most_entries=MAX_ENTRIES) as archive:
                yield Package(archive, b"")
        elif data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").startswith(b"<"):
            yield Package(None, data)
        else:
            raise UnreadableFile(_("This is neither a package nor an XML file of QTI questions."))
    except PackageRefused as error:
        raise UnreadableFile(str(PROBLEMS[error.problem]) % error.values) from error


@dataclass
class ItemContext:
    """What one question is read with: files it names by address, and what of it does not come."""

    package: Package
    path: str
    notes: Notes
    files: dict[UUID, str] = field(default_factory=dict)

    def find_file(self, address: str) -> UUID | None:
        """Return the id of the file of the package that an address means; None for none."""
        found = self.package.find_file(self.path, address)
        if found is None:
            return None
        self.files[found[0]] = found[1]
        return found[0]

    def read_picture_size(self, address: str) -> tuple[float, float] | None:
        """Return width and height of a picture of the package in pixels; None for none that can be read."""
        found = self.package.find_file(self.path, address)
        if found is None:
            return None
        head = BytesIO(self.package.read_head(found[1], MAX_PICTURE_HEAD))
        try:
            with Image.open(head, formats=("PNG", "JPEG", "GIF", "WEBP")) as picture:
                return float(picture.width), float(picture.height)
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None

    def find_needed_file(self, address: str) -> UUID | None:
        """As `find_file`; a file that is missing is noted."""
        found = self.find_file(address)
        if found is None:
            self.lose(address[:200])
        return found

    def lose(self, *names: str) -> None:
        """Note what cannot come: codes of PARTS, addresses, names of elements."""
        self.notes.left_out += names

    def read_prompt(self, html: str) -> Prompt:
        """Return the prompt; what it cannot hold is noted."""
        prompt = read_html_prompt(html, find_file=self.find_file)
        self.lose(*prompt.left_out)
        return prompt

    def read_words(self, html: str) -> str:
        """Return the words of a text, with an empty line between paragraphs. A form that they had is noted."""
        if {name.lower() for name in _MARKUP.findall(html)} - _PLAIN_TAGS:
            self.lose("formatting")
        return write_text(read_html_prompt(html).document)


def collect_items(
    items: Iterable[tuple[str, Callable[[], Element]]],
    read: Callable[[Element, ItemContext], QuestionDraft],
    package: Package,
) -> ReadQuestions:
    """Read items, each the path of its file and what loads its element. Raise UnreadableFile where there are none."""

    def read_one(raw: tuple[str, Callable[[], Element]], notes: Notes) -> QuestionDraft:
        path, load = raw
        notes.name = posixpath.basename(path)
        try:
            item = load()
        except PackageRefused as error:
            raise BrokenQuestion("unreadable", detail=str(PROBLEMS[error.problem]) % error.values) from error
        notes.name = (item.get("title") or item.get("identifier") or item.get("ident") or notes.name)[:MAX_NAME]
        try:
            return read(item, ItemContext(package, path, notes))
        except RecursionError as error:
            raise BrokenQuestion("not_valid", field="html") from error

    found = collect(((str(number), raw) for number, raw in enumerate(items, 1)), read_one)
    if not found.drafts and not found.problems:
        raise UnreadableFile(_("There are no questions of QTI in this file."))
    return found


def make_part_ids(names: Iterable[str]) -> dict[str, str]:
    """Return an id of a part for each identifier of a file: its own where that is one, without the prefix that
    `make_identifier` adds, else a number.
    """
    made: dict[str, str] = {}
    taken: set[str] = set()
    for number, name in enumerate(names, 1):
        part = name.removeprefix(ID_PREFIX)
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,36}", part) or part in taken:
            part = f"part{number}"
        while part in taken:
            part += "_"
        made[name] = part
        taken.add(part)
    return made


ID_PREFIX = "id-"


def make_identifier(part: str) -> str:
    """Return the identifier that a file has for a part: XML names start with a letter."""
    return part if part[0].isalpha() and not part.startswith(ID_PREFIX) else f"{ID_PREFIX}{part}"


def _list_resources(manifest: Element, folder: str) -> Iterator[Resource]:
    for each in manifest.iterfind("resources/resource"):
        hrefs = [each.get("href", ""), *(file.get("href", "") for file in each.iterfind("file"))]
        paths = [posixpath.normpath(posixpath.join(folder, unquote(href))) for href in hrefs if href]
        if each.get("file"):  # as Blackboard writes it
            paths.insert(0, posixpath.join(folder, each.get("file", "")))
        yield Resource(each.get("type", "").lower(), list(dict.fromkeys(paths)), _read_facts(each))


def _read_facts(resource: Element) -> dict[str, list[str]]:
    facts: dict[str, list[str]] = {}
    for keyword in resource.iterfind("metadata/lom/general/keyword"):
        facts.setdefault("tag", []).append("".join(keyword.itertext()).strip())
    for path in resource.iterfind("metadata/lom/classification/taxonPath"):
        entry = get_text(path, "taxon/entry")
        if entry:
            facts.setdefault(get_text(path, "source").lower(), []).append(entry)
    return facts
