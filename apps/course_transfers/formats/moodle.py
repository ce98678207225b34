"""Read backups of Moodle courses (`.mbz`): sections become modules, activities become lessons.

Read from Moodle's own code: `backup/moodle2/backup_stepslib.php` (`moodle_backup.xml`, `sections/…/section.xml`,
`files.xml`) and `mod/<kind>/backup/moodle2/backup_<kind>_stepslib.php` of page, label, resource, folder, url, book,
scorm, h5pactivity, quiz.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from apps.course_transfers.archives import Archive, read_entry
from apps.course_transfers.files import make_file_block, make_interactive_block
from apps.course_transfers.formats.common_cartridge import read_link
from apps.course_transfers.html_documents import MAX_HTML, PageContext, clean_address, read_page
from apps.course_transfers.markdown_documents import read_markdown
from apps.course_transfers.plans import Block, CoursePlan, PlannedLesson, PlannedModule
from apps.course_transfers.reports import CHANGED, LEFT_OUT, TAKEN, FileUnreadable, PackageRefused, Report
from apps.course_transfers.texts import decode_text
from apps.course_transfers.xml_documents import get_text, read_xml

BACKUP = "moodle_backup.xml"
FILES = "files.xml"
QUESTIONS = "questions.xml"
PLUGIN_FILE = "@@PLUGINFILE@@/"
NULL = "$@NULL@$"
FORMAT_PLAIN, FORMAT_MARKDOWN = "2", "4"
_HASH = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class BackedUpFile:
    """A file of `files.xml`. `path`: where its content lies in the archive."""

    path: str
    name: str
    folder: str


@dataclass(frozen=True)
class Activity:
    """An activity of `moodle_backup.xml`, and its root element in `<kind>.xml`."""

    kind: str
    title: str
    folder: str
    context: str
    body: Element


def read_moodle_backup(archive: Archive, report: Report) -> CoursePlan:
    """Return the course of a backup. Raise PackageRefused for backups of something else than a course."""
    information = read_xml(archive, BACKUP).find("information")
    if information is None or information.find("contents/course") is None:
        raise PackageRefused("old_moodle")
    title = get_text(information, "original_course_fullname")[:200] or "Course"
    plan = CoursePlan(title={"en": title})
    _MoodleReader(archive, information, plan, report).read()
    return plan


class _MoodleReader:
    def __init__(self, archive: Archive, information: Element, plan: CoursePlan, report: Report) -> None:
        self._archive, self._plan, self._report = archive, plan, report
        self._sections = list(information.iterfind("contents/sections/section"))
        self._activities = {
            get_text(each, "moduleid"): each for each in information.iterfind("contents/activities/activity")
        }
        self._files = self._read_files()

    def read(self) -> None:
        """Fill the plan, section by section, in the order of the course."""
        read = [(entry, self._read_section(entry, place)) for place, entry in enumerate(self._sections)]
        numbered = sorted(read, key=lambda pair: _read_int(get_text(pair[1], "number")))
        named: set[str] = set()
        for entry, section in numbered:
            order = [key for key in get_text(section, "sequence").split(",") if key in self._activities]
            own = [
                key
                for key, each in self._activities.items()
                if get_text(each, "sectionid") == get_text(entry, "sectionid") and key not in order
            ]
            keys = [key for key in [*order, *own] if key not in named]
            named |= set(keys)
            self._add_module(section, keys)
        if any(get_text(each, "modulename") in ("quiz", "qbank") for each in self._activities.values()):
            self._plan.quizzes += [QUESTIONS] if QUESTIONS in self._archive.sizes else []

    def _read_section(self, entry: Element, place: int) -> Element:
        """Return the section; of one that cannot be read what the outline says of it, for the activities in it."""
        try:
            return read_xml(self._archive, f"{_read_folder(entry)}/section.xml")
        except FileUnreadable as error:
            title = get_text(entry, "title")
            self._report.add(LEFT_OUT, title, error.problem, **error.values)
            section = Element("section", id=get_text(entry, "sectionid"))
            SubElement(section, "number").text, SubElement(section, "name").text = str(place), title
            return section

    def _add_module(self, section: Element, keys: list[str]) -> None:
        number, name = get_text(section, "number"), _read_value(section, "name")
        title = name or (next(iter(self._plan.title.values())) if number == "0" else number)
        module = PlannedModule(title[:200])
        summary = _read_value(section, "summary")
        find = self._build_finder(component="course", area="section", item=section.get("id", ""))
        blocks = self._read_html(title, summary, get_text(section, "summaryformat"), find)
        if blocks:
            module.lessons.append(PlannedLesson(title[:200], blocks=blocks))
            self._report.add(CHANGED, title, "summary_as_lesson")
        for key in keys:
            self._add_activity(module, self._activities[key])
        if module.lessons:
            self._plan.modules.append(module)

    def _add_activity(self, module: PlannedModule, entry: Element) -> None:
        try:
            self._read_activity(module, entry)
        except FileUnreadable as error:
            self._report.add(LEFT_OUT, get_text(entry, "title"), error.problem, **error.values)

    def _read_activity(self, module: PlannedModule, entry: Element) -> None:
        kind, folder, title = get_text(entry, "modulename"), _read_folder(entry), get_text(entry, "title")
        root = read_xml(self._archive, f"{folder}/{kind}.xml")
        body = root.find(kind)
        readers: dict[str, Callable[[Activity], list[PlannedLesson]]] = {
            "page": self._read_page, "label": self._read_label, "resource": self._read_resource,
            "folder": self._read_resource, "url": self._read_url, "book": self._read_book,
            "scorm": self._read_interactive, "h5pactivity": self._read_interactive, "hvp": self._read_interactive,
        }  # fmt: skip
        if kind in ("quiz", "qbank"):
            self._plan.quizzes.append(f"{folder}/{kind}.xml")
            self._report.add(LEFT_OUT, title, "quiz_kept")
            return
        if body is None or kind not in readers:
            self._report.add(LEFT_OUT, title, "activity", kind=kind[:60])
            return
        activity = Activity(kind, _read_value(body, "name") or title, folder, root.get("contextid", ""), body)
        lessons = readers[kind](activity)
        if not any(lesson.blocks for lesson in lessons):
            self._report.add(LEFT_OUT, activity.title, "empty")
            return
        for lesson in lessons:
            if lesson.blocks:
                module.lessons.append(lesson)
                self._report.add(TAKEN, lesson.title)
        self._note_hidden(activity)

    def _note_hidden(self, activity: Activity) -> None:
        path = f"{activity.folder}/module.xml"
        try:
            if path in self._archive.sizes and get_text(read_xml(self._archive, path), "visible") == "0":
                self._note(activity.title, "hidden")
        except FileUnreadable as error:
            self._note(activity.title, error.problem, **error.values)

    def _read_page(self, activity: Activity) -> list[PlannedLesson]:
        blocks = self._read_intro(activity) + self._read_area(activity, activity.body, "content", "content", "0")
        return [PlannedLesson(activity.title[:200], blocks=blocks)]

    def _read_label(self, activity: Activity) -> list[PlannedLesson]:
        return [PlannedLesson(activity.title[:200], blocks=self._read_intro(activity))]

    def _read_resource(self, activity: Activity) -> list[PlannedLesson]:
        files = self._files.get((activity.context, f"mod_{activity.kind}", "content", "0"), {})
        blocks = self._read_intro(activity)
        for file in files.values():
            if file.name.lower().endswith((".html", ".htm")):
                find = self._build_finder(activity.context, f"mod_{activity.kind}", "content", "0")
                html = decode_text(read_entry(self._archive, file.path, most=MAX_HTML))
                blocks += self._read_html(activity.title, html, "1", find)
            else:
                title = activity.title if len(files) == 1 else ""
                blocks.append(make_file_block(self._plan, file.path, {"title": title}, name=file.name))
        return [PlannedLesson(activity.title[:200], blocks=blocks)]

    def _read_url(self, activity: Activity) -> list[PlannedLesson]:
        note = partial(self._note, activity.title)
        link = read_link(get_text(activity.body, "externalurl"), activity.title, note)
        return [PlannedLesson(activity.title[:200], blocks=self._read_intro(activity) + link)]

    def _read_book(self, activity: Activity) -> list[PlannedLesson]:
        intro = self._read_intro(activity)
        lessons = [PlannedLesson(activity.title[:200], blocks=intro)] if intro else []
        chapters = sorted(
            activity.body.iterfind("chapters/chapter"), key=lambda each: _read_int(get_text(each, "pagenum"))
        )
        for chapter in chapters:
            title = f"{activity.title}: {_read_value(chapter, 'title')}"[:200]
            blocks = self._read_area(activity, chapter, "content", "chapter", chapter.get("id", ""))
            lessons.append(PlannedLesson(title, blocks=blocks))
        return lessons

    def _read_interactive(self, activity: Activity) -> list[PlannedLesson]:
        blocks = self._read_intro(activity)
        for area in ("package", "content"):
            files = self._files.get((activity.context, f"mod_{activity.kind}", area, "0"), {})
            packages = [file for file in files.values() if file.name.lower().endswith((".zip", ".h5p"))]
            if packages:
                return [
                    PlannedLesson(
                        activity.title[:200],
                        completion={"rule": "package"},
                        blocks=[*blocks, make_interactive_block(self._plan, packages[0].path, activity.title)],
                    )
                ]
        return [PlannedLesson(activity.title[:200], blocks=blocks)]

    def _read_intro(self, activity: Activity) -> list[Block]:
        return self._read_area(activity, activity.body, "intro", "intro", "0")

    def _read_area(self, activity: Activity, element: Element, field: str, area: str, item: str) -> list[Block]:
        find = self._build_finder(activity.context, f"mod_{activity.kind}", area, item)
        text, text_format = _read_value(element, field), get_text(element, f"{field}format")
        return self._read_html(activity.title, text, text_format, find)

    def _read_html(
        self, title: str, text: str, text_format: str, find: Callable[[str], BackedUpFile | None]
    ) -> list[Block]:
        if text_format == FORMAT_MARKDOWN and text.strip():
            return [{"kind": "text", "document": read_markdown(text)}]
        if text_format == FORMAT_PLAIN:
            text = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
        named: dict[str, BackedUpFile] = {}

        def find_file(address: str) -> str | None:
            file = find(address)
            if file is None:
                return None
            named[file.path] = file
            return file.path

        def make_block(path: str, values: dict[str, Any]) -> Block:
            return make_file_block(self._plan, path, values, name=named[path].name)

        return read_page(text, PageContext(find_file, make_block, partial(self._note, title)))

    def _note(self, title: str, reason: str, **values: Any) -> None:
        self._report.add(CHANGED, title, reason, **values)

    def _build_finder(
        self, context: str = "", component: str = "", area: str = "", item: str = ""
    ) -> Callable[[str], BackedUpFile | None]:
        """Return what finds the file of an address `@@PLUGINFILE@@/…` in an area; any context for a section."""
        if context:
            files = self._files.get((context, component, area, item), {})
        else:
            files = {}
            for (_context, *rest), found in self._files.items():
                files |= found if tuple(rest) == (component, area, item) else {}

        def find(address: str) -> BackedUpFile | None:
            cleaned = clean_address(address)
            return files.get(cleaned.removeprefix(PLUGIN_FILE)) if cleaned.startswith(PLUGIN_FILE) else None

        return find

    def _read_files(self) -> dict[tuple[str, ...], dict[str, BackedUpFile]]:
        """Return the files by context, component, area and item, each area by path from its root."""
        areas: dict[tuple[str, ...], dict[str, BackedUpFile]] = {}
        if FILES not in self._archive.sizes:
            return areas
        try:
            files = read_xml(self._archive, FILES)
        except FileUnreadable as error:
            self._report.add(LEFT_OUT, FILES, error.problem, **error.values)
            return areas
        for each in files.iterfind("file"):
            name, digest = get_text(each, "filename"), get_text(each, "contenthash")
            if name in ("", ".") or not _HASH.fullmatch(digest):
                continue
            path, folder = f"files/{digest[:2]}/{digest}", get_text(each, "filepath").strip("/")
            key = tuple(get_text(each, field) for field in ("contextid", "component", "filearea", "itemid"))
            if path not in self._archive.sizes:
                self._report.add(LEFT_OUT, name, "file_missing", name=path)
                continue
            full = f"{folder}/{name}" if folder else name
            areas.setdefault(key, {})[full] = BackedUpFile(path, name, folder)
        return areas


def _read_folder(entry: Element) -> str:
    return get_text(entry, "directory").strip("/")


def _read_value(element: Element, field: str) -> str:
    """Return a text of a backup; Moodle writes null as `$@NULL@$`."""
    text = get_text(element, field)
    return "" if text == NULL else text


def _read_int(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
