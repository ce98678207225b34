"""Our own package, version 1 (`docs/course-packages.md`): read and written so that a course comes back equal.

`course.yaml` holds the course, its outline and its files; each lesson has a folder with `lesson.yaml`, which holds its
blocks, and its texts: Markdown where Markdown says them exactly, else the document itself as JSON.
"""

import posixpath
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

import orjson
import yaml

from apps.core.money import CURRENCIES
from apps.course_transfers.archives import Archive, read_entry
from apps.course_transfers.markdown_documents import iterate_documents, read_markdown, write_markdown
from apps.course_transfers.plans import (
    Block,
    CoursePlan,
    PlannedFile,
    PlannedLesson,
    PlannedModule,
    list_shown_files,
    replace_files,
)
from apps.course_transfers.reports import CHANGED, LEFT_OUT, TAKEN, FileUnreadable, PackageRefused, Report
from apps.course_transfers.texts import decode_text
from apps.learning.blocks.checking import MAX_BLOCKS
from apps.learning.blocks.kinds import all_block_kinds
from apps.learning.services.drafts import MAX_MODULES
from apps.learning.services.lesson_drafts import MAX_LESSONS
from apps.packages.queries import BLOCK_KIND

COURSE = "course.yaml"
FORMAT = "talim-course"
VERSION = 1
MAX_COURSE_BYTES = 4 * 1024 * 1024
MAX_LESSON_BYTES = 2 * 1024 * 1024


class _PlainLoader(yaml.SafeLoader):
    """YAML without aliases, so that a small file cannot become a large value, and without NUL."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)

    def construct_scalar(self, node: Any) -> Any:
        value = super().construct_scalar(node)
        if isinstance(value, str) and "\0" in value:
            raise yaml.YAMLError("NUL is not read")
        return value


class _PlainDumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def write_yaml(value: Any) -> str:
    """Return a value as YAML: without aliases, in the order of its keys, letters as they are."""
    return yaml.dump(value, Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=120)


def describe_lesson_files(folder: str, blocks: list[Block], paths: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a lesson by their paths: `lesson.yaml`, and a text for each document of its blocks.

    `paths`: where each course file lies in the package, by its id; one that is not named there is left out.
    """
    files, described = dict[str, str](), []
    for place, block in enumerate(blocks, 1):
        shown = replace_files(block, paths)
        for name, document in iterate_documents(block):
            markdown = write_markdown(document)
            ending = "json" if markdown is None else "md"
            path = f"{place:03}-{name}.{ending}"
            files[f"{folder}/{path}"] = (
                orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() if markdown is None else markdown
            )
            shown[name] = {"text": path}
        described.append(shown)
    return {f"{folder}/lesson.yaml": write_yaml({"blocks": described}), **files}


def read_talim_package(archive: Archive, report: Report) -> CoursePlan:
    """Return the course of a package of our own. Raise PackageRefused for another version and values that are wrong,
    and where no lesson can be read.
    """
    content = _read_yaml(archive, COURSE, most=MAX_COURSE_BYTES)
    if content.get("format") != FORMAT:
        raise PackageRefused("bad_yaml", name=COURSE)
    if content.get("version") != VERSION:
        raise PackageRefused("newer_version")
    course, settings = _take(content, "course", dict), _take(content, "settings", dict)
    plan = CoursePlan(
        title=_read_texts(course, "title"),
        description=_read_texts(course, "description"),
        language=str(course.get("language") or "")[:8],
        level=str(course.get("level") or "")[:8],
        category=_read_texts(course, "category"),
        tags=[str(tag) for tag in _take(course, "tags", list)],
        prices=_take_list(course, "prices", most=len(CURRENCIES)),
        thumbnail=str(course.get("thumbnail") or ""),
        is_sequential=settings.get("is_sequential") is True,
        weight="minutes" if settings.get("weight") == "minutes" else "equal",
    )
    for file in _take_list(content, "files", most=10_000):
        path = str(file.get("path", ""))
        plan.files[path] = PlannedFile(path, str(file.get("title", ""))[:200], str(file.get("sha256", "")))
    unreadable: list[FileUnreadable] = []
    for entry in _take_list(content, "modules", most=MAX_MODULES):
        module = PlannedModule(_read_title(entry), key=_read_key(entry), opens=_take_list(entry, "opens", most=10))
        for lesson in _take_list(entry, "lessons", most=MAX_LESSONS):
            try:
                module.lessons.append(_read_lesson(archive, plan, lesson, report))
            except FileUnreadable as error:
                unreadable.append(error)
                report.add(LEFT_OUT, _read_title(lesson), error.problem, **error.values)
        plan.modules.append(module)
    if unreadable and not any(plan.lessons):
        raise unreadable[0]
    shown = {file for lesson in plan.lessons for block in lesson.blocks for file in list_shown_files(block)}
    plan.files = {path: file for path, file in plan.files.items() if path in shown}
    return plan


def _read_lesson(archive: Archive, plan: CoursePlan, entry: dict[str, Any], report: Report) -> PlannedLesson:
    minutes = entry.get("minutes")
    title, folder = _read_title(entry), str(entry.get("content", ""))
    content = _read_yaml(archive, f"{folder}/lesson.yaml", most=MAX_LESSON_BYTES)
    lesson = PlannedLesson(
        title,
        key=_read_key(entry),
        slug=str(entry.get("slug") or "")[:80],
        is_preview=entry.get("is_preview") is True,
        minutes=minutes if type(minutes) is int and 1 <= minutes <= 600 else 5,
        completion=_take(entry, "completion", dict),
        opens=_take_list(entry, "opens", most=10),
    )
    report.add(TAKEN, title)
    for block in _take_list(content, "blocks", most=MAX_BLOCKS):
        kind = all_block_kinds().get(str(block.get("kind")))
        if kind is None:
            report.add(LEFT_OUT, title, "unknown_block", kind=str(block.get("kind"))[:60])
            continue
        if "file" in block and (path := block["file"]) is not None:
            if not isinstance(path, str) or path not in archive.sizes:
                report.add(LEFT_OUT, title, "file_missing", name=str(path)[:200])
                block["file"] = None
            else:
                plan.add_file(path, PurePosixPath(path).stem[:200])
                plan.files[path].is_package |= kind.name == BLOCK_KIND
        if kind.named_files:
            block["files"] = _read_named_files(archive, plan, title, block, report)
        if any(block.get(name) for name in kind.refers):
            report.add(CHANGED, title, "choose_again", kind=kind.name)
            block.update(dict.fromkeys(kind.refers))
        try:
            lesson.blocks.append(_read_texts_of_block(archive, folder, block))
        except FileUnreadable as error:
            report.add(LEFT_OUT, title, error.problem, **error.values)
    return lesson


def _read_named_files(archive: Archive, plan: CoursePlan, title: str, block: Block, report: Report) -> dict[str, str]:
    kept = {}
    for name, path in _take(block, "files", dict).items():
        if isinstance(path, str) and path in archive.sizes:
            kept[str(name)] = plan.add_file(path, PurePosixPath(path).stem[:200])
        else:
            report.add(LEFT_OUT, title, "file_missing", name=str(path)[:200])
    return kept


def _read_texts_of_block(archive: Archive, folder: str, block: Block) -> Block:
    read = dict(block)
    for name, value in block.items():
        if name != "files" and isinstance(value, dict) and value.keys() == {"text"}:
            path = posixpath.normpath(f"{folder}/{value['text']}")
            text = decode_text(read_entry(archive, path, most=MAX_LESSON_BYTES))
            if path.endswith(".json"):
                try:
                    read[name] = orjson.loads(text)
                except orjson.JSONDecodeError as error:
                    raise FileUnreadable("bad_yaml", name=path[:200]) from error
            else:
                read[name] = read_markdown(text)
    return read


def _read_yaml(archive: Archive, name: str, *, most: int) -> dict[str, Any]:
    text = decode_text(read_entry(archive, name, most=most))
    try:
        content = yaml.load(text, Loader=_PlainLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FileUnreadable("bad_yaml", name=name[:200]) from error
    if not isinstance(content, dict):
        raise FileUnreadable("bad_yaml", name=name[:200])
    return content


def _take(content: Mapping[str, Any], name: str, wanted: type) -> Any:
    value = content.get(name)
    if value is None:
        return wanted()
    if not isinstance(value, wanted):
        raise PackageRefused("bad_yaml", name=name)
    return value


def _take_list(content: Mapping[str, Any], name: str, *, most: int) -> list[dict[str, Any]]:
    rows: list[Any] = _take(content, name, list)
    if len(rows) > most or not all(isinstance(row, dict) for row in rows):
        raise PackageRefused("bad_yaml", name=name)
    return rows


def _read_title(entry: Mapping[str, Any]) -> str:
    title = str(entry.get("title") or "").strip()[:200]
    if not title:
        raise PackageRefused("bad_yaml", name="title")
    return title


def _read_texts(course: Mapping[str, Any], name: str) -> dict[str, str]:
    texts = _take(course, name, dict)
    return {key: str(texts[key]) for key in ("uz", "ru", "en") if str(texts.get(key) or "").strip()}


def _read_key(entry: Mapping[str, Any]) -> str:
    try:
        return str(UUID(str(entry.get("id"))))
    except ValueError:
        return ""
