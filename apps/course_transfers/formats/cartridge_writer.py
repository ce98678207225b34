"""Write IMS Common Cartridge 1.3: a page of HTML for each lesson, with the files of the course beside it."""

import posixpath
import zipfile
from collections.abc import Iterator
from html import escape
from typing import IO, Any
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from apps.core.translated_texts import pick_translation
from apps.course_transfers.courses import ExportedCourse
from apps.course_transfers.formats.common_cartridge import MANIFEST
from apps.course_transfers.formats.writing import Progress, make_name, write_course_files, write_text
from apps.course_transfers.markdown_documents import iterate_documents
from apps.course_transfers.plans import Block
from apps.course_transfers.reports import CHANGED, LEFT_OUT, TAKEN, Report
from apps.learning.blocks.documents import TEXT_SCHEMA, render_document

CP = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMAS = (
    f"{CP} http://www.imsglobal.org/profile/cc/ccv1p3/ccv1p3_imscp_v1p2_v1p0.xsd"
    f" {LOM} http://www.imsglobal.org/profile/cc/ccv1p3/LOM/ccv1p3_lommanifest_v1p0.xsd"
)
DEFAULT_RULES: tuple[Any, ...] = ({"rule": "scrolled"}, {"rule": "opened"})


def write_common_cartridge(target: IO[bytes], exported: ExportedCourse, report: Report, progress: Progress) -> None:
    """Write the cartridge of a course; memory does not grow with its files. The report names what it cannot say."""
    with zipfile.ZipFile(target, "w") as archive:
        paths = write_course_files(archive, exported, report, progress)
        manifest = _Manifest(exported)
        for path in paths.values():
            manifest.add_resource(path)
        _report_rules(exported, report)
        for number, module in enumerate(exported.outline.modules, 1):
            item = manifest.add_item(None, module.title)
            for place, lesson in enumerate(module.lessons, 1):
                path = f"lessons/{make_name(module.title, number)}/{make_name(lesson.title, place)}.html"
                page = _LessonPage(path, paths, lesson.title, report)
                write_text(archive, path, page.render(exported.load_blocks(lesson), exported.course.language))
                manifest.add_item(item, lesson.title, manifest.add_resource(path, page.used))
                report.add(TAKEN, lesson.title)
        write_text(archive, MANIFEST, manifest.render())


def _report_rules(exported: ExportedCourse, report: Report) -> None:
    for lesson in exported.outline.lessons:
        if lesson.is_preview:
            report.add(CHANGED, lesson.title, "export_preview")
        if lesson.opens or dict(lesson.completion) not in DEFAULT_RULES:
            report.add(CHANGED, lesson.title, "export_rules")
    for module in exported.outline.modules:
        if module.opens:
            report.add(CHANGED, module.title, "export_rules")


class _Manifest:
    """`imsmanifest.xml`, as it grows."""

    def __init__(self, exported: ExportedCourse) -> None:
        register_namespace("", CP)
        register_namespace("lomimscc", LOM)
        register_namespace("xsi", XSI)
        course = exported.course
        self._root = Element(
            f"{{{CP}}}manifest", {"identifier": f"course-{course.pk}", f"{{{XSI}}}schemaLocation": SCHEMAS}
        )
        metadata = SubElement(self._root, f"{{{CP}}}metadata")
        SubElement(metadata, f"{{{CP}}}schema").text = "IMS Common Cartridge"
        SubElement(metadata, f"{{{CP}}}schemaversion").text = "1.3.0"
        title: Element = metadata
        for name in ("lom", "general", "title"):
            title = SubElement(title, f"{{{LOM}}}{name}")
        language, text = next(
            ((key, course.title[key]) for key in (course.language, "en", "uz", "ru") if course.title.get(key)),
            ("en", pick_translation(course.title)),
        )
        SubElement(title, f"{{{LOM}}}string", {"language": language}).text = text
        organizations = SubElement(self._root, f"{{{CP}}}organizations")
        shape = {"identifier": "outline", "structure": "rooted-hierarchy"}
        organization = SubElement(organizations, f"{{{CP}}}organization", shape)
        self._outline = SubElement(organization, f"{{{CP}}}item", {"identifier": "root"})
        self._resources = SubElement(self._root, f"{{{CP}}}resources")
        self._names: dict[str, str] = {}
        self._items = 0

    def add_resource(self, path: str, used: "dict[str, None] | None" = None) -> str:
        """Add a file with the files that it shows; return its identifier."""
        self._names[path] = name = f"resource-{len(self._names) + 1}"
        values = {"identifier": name, "type": "webcontent", "href": path}
        resource = SubElement(self._resources, f"{{{CP}}}resource", values)
        SubElement(resource, f"{{{CP}}}file", {"href": path})
        for each in used or ():
            SubElement(resource, f"{{{CP}}}dependency", {"identifierref": self._names[each]})
        return name

    def add_item(self, parent: Element | None, title: str, resource: str = "") -> Element:
        """Add an entry of the outline, at the top or in another."""
        self._items += 1
        values = {"identifier": f"item-{self._items}", **({"identifierref": resource} if resource else {})}
        item = SubElement(self._outline if parent is None else parent, f"{{{CP}}}item", values)
        SubElement(item, f"{{{CP}}}title").text = title
        return item

    def render(self) -> str:
        """Return the XML."""
        indent(self._root)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(self._root, encoding="unicode")}\n'


class _LessonPage:
    """The page of a lesson. `used`: the paths of files that it shows."""

    def __init__(self, path: str, paths: dict[str, str], title: str, report: Report) -> None:
        self._path, self._paths, self._title, self._report = path, paths, title, report
        self.used: dict[str, None] = {}

    def render(self, blocks: list[Block], language: str) -> str:
        """Return the HTML of the page."""
        body = "\n".join(part for block in blocks for part in self._render_block(block))
        head = f'<meta charset="utf-8">\n<title>{escape(self._title)}</title>'
        start = f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n{head}\n</head>'
        return f"{start}\n<body>\n{body}\n</body>\n</html>\n"

    def _render_block(self, block: Block) -> Iterator[str]:
        kind = block["kind"]
        if kind == "formula":
            yield f"<p>\\[{escape(block['latex'])}\\]</p>"
            yield from self._render_words(block["caption"])
        elif kind == "embed":
            url, title = escape(block["url"]), escape(block["title"])
            if url:
                yield f'<iframe src="{url}" title="{title}" width="640" height="360"></iframe>'
        elif kind == "flashcards":
            self._report.add(CHANGED, self._title, "export_cards")
            rows = "".join(
                f"<tr><td>{escape(card['front'])}</td><td>{escape(card['back'])}</td></tr>" for card in block["cards"]
            )
            yield from self._render_words(block["title"])
            yield f"<table>{rows}</table>" if rows else ""
        elif kind == "spoken":
            self._report.add(CHANGED, self._title, "assignment_as_text")
            yield from self._render_words(block["title"])
            yield from self._render_words(block["text"])
            yield from self._render_file({"kind": "audio", "file": block["file"], "title": "", "transcript": ""})
        elif "file" in block:
            yield from self._render_file(block)
        else:
            yield from self._render_documents(block)

    def _render_documents(self, block: Block) -> Iterator[str]:
        documents = [document for _name, document in iterate_documents(block)]
        if block["kind"] not in ("text", "note"):
            known = "export_block" if not documents else "assignment_as_text"
            self._report.add(CHANGED if documents else LEFT_OUT, self._title, known, kind=block["kind"])
            yield from self._render_words(str(block.get("title") or ""))
        for document in documents:
            html = render_document(document, TEXT_SCHEMA)
            yield f"<blockquote>{html}</blockquote>" if block["kind"] == "note" else html

    def _render_file(self, block: Block) -> Iterator[str]:
        path = self._paths.get(block["file"] or "")
        if path is None:
            return
        self.used[path] = None
        address = escape(posixpath.relpath(path, posixpath.dirname(self._path)))
        title = escape(str(block.get("title") or posixpath.basename(path)))
        if block["kind"] == "image":
            yield f'<p><img src="{address}" alt="{escape(block["alt"])}"></p>'
            yield from self._render_words(block["caption"])
        elif block["kind"] == "audio":
            yield f'<audio controls title="{title}" src="{address}"></audio>'
            yield from self._render_words(block["transcript"])
        elif block["kind"] == "video":
            self._report.add(CHANGED, self._title, "export_film")
            yield f'<video controls title="{title}" src="{address}"></video>'
            yield from self._render_words(block["transcript"])
        else:
            if block["kind"] == "interactive":
                self._report.add(CHANGED, self._title, "export_interactive")
            yield f'<p><a href="{address}">{title}</a></p>'

    @staticmethod
    def _render_words(text: str) -> Iterator[str]:
        for line in filter(None, text.splitlines()):
            yield f"<p>{escape(line)}</p>"
