"""Read IMS Common Cartridge 1.1, 1.2 and 1.3: the organization becomes modules and lessons, resources become blocks.

Read from the specification and its schemas: `imsmanifest.xml`, `webcontent`, web links (`imswl_xmlv1p…`), discussion
topics (`imsdt_xmlv1p…`), assignments (`assignment_xmlv1p0`), QTI 1.2 assessments and question banks, LTI links.
"""

import posixpath
import re
from dataclasses import dataclass, field
from functools import partial
from html import escape, unescape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from apps.course_transfers.archives import Archive, read_entry
from apps.course_transfers.files import make_file_block, make_interactive_block
from apps.course_transfers.html_documents import MAX_HTML, PageContext, clean_address, read_page
from apps.course_transfers.plans import Block, CoursePlan, PlannedLesson, PlannedModule
from apps.course_transfers.reports import CHANGED, LEFT_OUT, TAKEN, FileUnreadable, PackageRefused, Report
from apps.course_transfers.texts import decode_text
from apps.course_transfers.xml_documents import get_text, read_xml

MANIFEST = "imsmanifest.xml"
VERSIONS = ("1.1", "1.2", "1.3")
FILE_BASES = ("$IMS-CC-FILEBASE$", "$IMS_CC_FILEBASE$", "%24IMS-CC-FILEBASE%24")
PAGES = {".html", ".htm", ".xhtml"}
ARCHIVES = {".zip", ".h5p"}
MAX_ITEM_LEVELS = 50
_TITLE = re.compile(r"<title>([^<]{1,500})</title>", re.IGNORECASE)


@dataclass
class Resource:
    """A resource of the manifest. `path`: its main file; `files`: all of its files."""

    type: str
    path: str
    files: list[str] = field(default_factory=list)


def read_common_cartridge(archive: Archive, report: Report) -> CoursePlan:
    """Return the course of a cartridge. Raise PackageRefused for other versions and protected ones."""
    manifest = read_xml(archive, MANIFEST)
    version = get_text(manifest, "metadata/schemaversion")
    schema = get_text(manifest, "metadata/schema").casefold()
    if "common cartridge" not in schema or not version.startswith(VERSIONS) or manifest.find("authorizations"):
        raise PackageRefused("unknown_cartridge")
    language, title = _read_title(manifest)
    plan = CoursePlan(title={language: title}, language=language)
    _CartridgeReader(archive, manifest, plan, report).read()
    return plan


def _read_title(manifest: Element) -> tuple[str, str]:
    """Return the language of the course (uz, ru or en) and its title."""
    found = manifest.find("metadata/lom/general/title/string")
    tag = "" if found is None else found.get("language", "")
    language = tag[:2].lower() if tag[:2].lower() in ("uz", "ru", "en") else "en"
    return language, get_text(manifest, "metadata/lom/general/title/string")[:200] or "Course"


class _CartridgeReader:
    def __init__(self, archive: Archive, manifest: Element, plan: CoursePlan, report: Report) -> None:
        self._archive, self._plan, self._report = archive, plan, report
        self._root = manifest.find("organizations/organization/item")
        self._resources: dict[str, Resource] = {}
        for each in manifest.iterfind("resources/resource"):
            files = [unquote(file.get("href", "")) for file in each.iterfind("file")]
            path = unquote(each.get("href", "")) or (files[0] if files else "")
            self._resources[each.get("identifier", "")] = Resource(each.get("type", ""), path, files)
        self._shown: set[str] = set()

    def read(self) -> None:
        """Fill the plan: each item at the top with items in it is a module; pages beside them are one module."""
        loose: list[tuple[str, Resource]] = []
        for item in self._root.iterfind("item") if self._root is not None else ():
            if item.find("item") is None:
                loose += self._list_pages(item, "", 1)
                continue
            self._add_module(get_text(item, "title"), self._list_pages(item, "", 1))
        if loose:
            self._add_module(next(iter(self._plan.title.values())), loose)
        self._add_rest()

    def _list_pages(self, item: Element, above: str, level: int) -> list[tuple[str, Resource]]:
        """Return the resources of an item and the items in it, with their titles; deeper ones name what is above."""
        title = get_text(item, "title")
        found = []
        resource = self._resources.get(item.get("identifierref", ""))
        if resource is not None:
            found.append((f"{above}{title}", resource))
        if level < MAX_ITEM_LEVELS:
            prefix = f"{above}{title}: " if level > 1 and title else ""
            for child in item.iterfind("item"):
                found += self._list_pages(child, prefix, level + 1)
        return found

    def _add_module(self, title: str, pages: list[tuple[str, Resource]]) -> None:
        module = PlannedModule(title[:200] or "…")
        for page_title, resource in pages:
            blocks = self._read_resource(page_title, resource)
            if blocks:
                module.lessons.append(PlannedLesson(page_title[:200] or module.title, blocks=blocks))
                self._report.add(TAKEN, page_title)
        if module.lessons:
            self._plan.modules.append(module)

    def _read_resource(self, title: str, resource: Resource) -> list[Block]:
        """Return the blocks of a resource; one whose file cannot be read is left out and named."""
        try:
            return self._read_blocks(title, resource)
        except FileUnreadable as error:
            self._report.add(LEFT_OUT, title, error.problem, **error.values)
            return []

    def _read_blocks(self, title: str, resource: Resource) -> list[Block]:
        kind = resource.type
        self._shown |= {resource.path, *resource.files}
        if resource.path and resource.path not in self._archive.sizes:
            self._report.add(LEFT_OUT, title, "file_missing", name=resource.path[:200])
            return []
        if kind.startswith("imswl_xmlv1p"):
            return self._read_web_link(title, resource)
        if kind.startswith("imsdt_xmlv1p"):
            topic = read_xml(self._archive, resource.path)
            self._report.add(CHANGED, title, "discussion")
            return self._read_words(title, resource.path, topic.find("text"))
        if kind.startswith("assignment_xmlv1p"):
            assignment = read_xml(self._archive, resource.path)
            self._report.add(CHANGED, title, "assignment_as_text")
            blocks = self._read_words(title, resource.path, assignment.find("text"))
            attached = [each.get("href", "") for each in assignment.iterfind("attachments/attachment")]
            return blocks + [self._make_block(path, {}) for path in self._find_paths(resource.path, attached)]
        if "imsqti" in kind:
            self._plan.quizzes += [path for path in resource.files or [resource.path] if path in self._archive.sizes]
            self._report.add(LEFT_OUT, title, "quiz_kept")
            return []
        if kind.startswith("imsbasiclti"):
            self._report.add(LEFT_OUT, title, "outside_tool")
            return []
        if kind == "webcontent" or kind.endswith("learning-application-resource"):
            return self._read_content(title, resource.path)
        self._report.add(LEFT_OUT, title, "resource", kind=kind[:60])
        return []

    def _read_content(self, title: str, path: str) -> list[Block]:
        if PurePosixPath(path).suffix.lower() in PAGES:
            html = decode_text(read_entry(self._archive, path, most=MAX_HTML))
            blocks = read_page(html, self._build_context(title, path))
            if not blocks:
                self._report.add(LEFT_OUT, title, "empty")
            return blocks
        return [self._make_block(path, {"title": title})] if path else []

    def _read_web_link(self, title: str, resource: Resource) -> list[Block]:
        link = read_xml(self._archive, resource.path)
        url = link.find("url")
        address = "" if url is None else url.get("href", "")
        return read_link(address, get_text(link, "title") or title, partial(self._note, title))

    def _read_words(self, title: str, path: str, text: Element | None) -> list[Block]:
        words = "" if text is None else "".join(text.itertext())
        is_html = text is None or text.get("texttype", "text/html") == "text/html"
        return read_page(words if is_html else f"<p>{escape(words)}</p>", self._build_context(title, path))

    def _build_context(self, title: str, path: str) -> PageContext:
        def find_file(address: str) -> str | None:
            found = next(iter(self._find_paths(path, [address])), None)
            return None if found is None or PurePosixPath(found).suffix.lower() in PAGES else found

        return PageContext(find_file=find_file, make_block=self._make_block, note=partial(self._note, title))

    def _note(self, title: str, reason: str, **values: Any) -> None:
        self._report.add(CHANGED, title, reason, **values)

    def _make_block(self, path: str, values: dict[str, Any]) -> Block:
        self._shown.add(path)
        if PurePosixPath(path).suffix.lower() in ARCHIVES:
            return make_interactive_block(self._plan, path, values.get("title", ""))
        return make_file_block(self._plan, path, values)

    def _find_paths(self, page: str, addresses: list[str]) -> list[str]:
        """Return the paths in the archive of addresses in this page; addresses of nothing in it are left out."""
        found = []
        for address in addresses:
            cleaned = clean_address(address)
            for base in FILE_BASES:
                if cleaned.startswith(base):
                    rest = cleaned.removeprefix(base).lstrip("/")
                    candidates = [rest, f"web_resources/{rest}"]
                    break
            else:
                candidates = [posixpath.normpath(posixpath.join(posixpath.dirname(page), cleaned))] if cleaned else []
            found += [path for path in candidates if path in self._archive.sizes][:1]
        return found

    def _add_rest(self) -> None:
        """Put pages that stand in no item into a module at the end; keep quizzes, and name files that no page shows."""
        pages = []
        for resource in self._resources.values():
            if resource.path in self._shown or resource.path not in self._archive.sizes:
                continue
            name = PurePosixPath(resource.path).name
            is_page = PurePosixPath(resource.path).suffix.lower() in PAGES
            if "imsqti" in resource.type:
                self._read_resource(name, resource)
            elif (resource.type == "webcontent" and is_page) or resource.type.startswith(("imsdt_", "assignment_")):
                try:
                    title = self._find_title(resource.path, is_page=is_page) or name
                except FileUnreadable as error:
                    self._report.add(LEFT_OUT, name, error.problem, **error.values)
                    continue
                self._report.add(CHANGED, title, "not_in_outline")
                pages.append((title, resource))
            else:
                self._report.add(LEFT_OUT, name, "unused_file")
        if pages:
            self._add_module(next(iter(self._plan.title.values())), pages)

    def _find_title(self, path: str, *, is_page: bool) -> str:
        """Return the title that a page or a topic gives itself."""
        if not is_page:
            return get_text(read_xml(self._archive, path), "title")[:200]
        found = _TITLE.search(decode_text(read_entry(self._archive, path, most=MAX_HTML)))
        return unescape(found[1]).strip()[:200] if found else ""


def read_link(address: str, title: str, note: Any) -> list[Block]:
    """Return a page of another site as a block: shown where that is allowed, else as a link."""
    html = f'<iframe src="{escape(address)}" title="{escape(title)}"></iframe>'
    nothing: Any = lambda *_more: None  # noqa: E731
    return read_page(html, PageContext(find_file=nothing, make_block=nothing, note=note))
