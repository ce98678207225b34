"""Read a package of any format into a plan that a draft can take: files checked, blocks and rules valid."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.core.files.uploadedfile import UploadedFile

from apps.core.errors import Invalid, TooLarge, UnsupportedMedia
from apps.core.models import StoredFile
from apps.core.validators import InvalidValue
from apps.course_transfers.archives import Archive, copy_entry
from apps.course_transfers.files import adapt_block
from apps.course_transfers.formats.common_cartridge import MANIFEST, read_common_cartridge
from apps.course_transfers.formats.moodle import BACKUP, read_moodle_backup
from apps.course_transfers.formats.talim import COURSE, read_talim_package
from apps.course_transfers.models import PackageFormat
from apps.course_transfers.plans import Block, CoursePlan, PlannedFile, PlannedLesson, get_named_files
from apps.course_transfers.progress import ProgressWriter
from apps.course_transfers.reports import CHANGED, LEFT_OUT, PackageRefused, Report, read_reason
from apps.learning.blocks.checking import MAX_BLOCKS, MAX_BYTES, check_blocks
from apps.learning.completion_rules import check_completion_rule
from apps.learning.models import CourseFile
from apps.learning.opening_rules import check_opening_rules
from apps.learning.services.drafts import MAX_MODULES
from apps.learning.services.lesson_drafts import MAX_LESSONS
from apps.resources.services.course_files import MAX_FILES, CheckedFile, get_max_film_bytes

READERS: tuple[tuple[str, PackageFormat, Callable[[Archive, Report], CoursePlan]], ...] = (
    (COURSE, PackageFormat.TALIM, read_talim_package),
    (BACKUP, PackageFormat.MOODLE, read_moodle_backup),
    (MANIFEST, PackageFormat.COMMON_CARTRIDGE, read_common_cartridge),
)
FileUse = Callable[[PlannedFile, "UploadedFile[bytes]"], CheckedFile]
"""Checks a file of the archive, or checks and stores it. Raises InvalidValue and errors of files."""
ROOM_BYTES = 100_000


def read_package(archive: Archive, report: Report) -> tuple[PackageFormat, CoursePlan]:
    """Return the format of a package and its course. Raise PackageRefused for one that cannot be read."""
    for name, package_format, read in READERS:
        if name in archive.sizes:
            plan = read(archive, report)
            _check_totals(plan)
            return package_format, plan
    raise PackageRefused("unknown_package")


def use_files(
    archive: Archive, plan: CoursePlan, report: Report, *, use: FileUse, progress: ProgressWriter
) -> dict[str, CheckedFile]:
    """Give each file of the plan to `use`; return what it found, by path. Refused files are reported and left out."""
    most = get_max_film_bytes()
    total = sum(archive.sizes.get(path, 0) for path in plan.files) or 1
    done, found = 0, dict[str, CheckedFile]()
    for path, file in plan.files.items():
        size = archive.sizes.get(path, 0)
        if size > most:
            report.add(LEFT_OUT, file.title, "file_too_large", megabytes=most // 1024**2)
        else:
            try:
                found[path] = _use_file(archive, file, report, use)
            except (InvalidValue, Invalid, TooLarge, UnsupportedMedia) as error:
                report.add(LEFT_OUT, file.title, "file_refused", text=read_reason(error))
        done += size
        progress(done / total)
    return found


def make_valid(plan: CoursePlan, files: dict[str, CheckedFile], report: Report) -> None:
    """Give blocks their ids and kinds that show their files, and leave out what a draft would refuse: each with a
    row in the report. Lessons that are too long are split.
    """
    keys = {each.key for each in plan.lessons if each.key}
    stand_ins = {path: _make_stand_in(file) for path, file in files.items()}
    by_key = {file.pk: file for file in stand_ins.values()}
    for module in plan.modules:
        module.opens = _keep_valid_rules(module.title, module.opens, keys, report)
        lessons = []
        for lesson in module.lessons:
            lesson.opens = _keep_valid_rules(lesson.title, lesson.opens, keys, report)
            lesson.completion = _keep_valid_completion(lesson, report)
            lesson.blocks = list(_keep_valid_blocks(lesson, stand_ins, by_key, report))
            lessons += _split(lesson, report)
        module.lessons = lessons
    _check_totals(plan)


def _check_totals(plan: CoursePlan) -> None:
    if not plan.modules:
        raise PackageRefused("empty")
    if len(plan.modules) > MAX_MODULES:
        raise PackageRefused("too_many_modules", count=MAX_MODULES)
    if sum(1 for _lesson in plan.lessons) > MAX_LESSONS:
        raise PackageRefused("too_many_lessons", count=MAX_LESSONS)
    if len(plan.files) > MAX_FILES:
        raise PackageRefused("too_many_course_files", count=MAX_FILES)


def _use_file(archive: Archive, file: PlannedFile, report: Report, use: FileUse) -> CheckedFile:
    with copy_entry(archive, file.path) as content:
        if file.sha256 and hashlib.file_digest(content, "sha256").hexdigest() != file.sha256:  # type: ignore[arg-type]
            report.add(CHANGED, file.title, "file_changed")
        content.seek(0)
        size = archive.sizes[file.path]
        return use(file, UploadedFile(content, name=file.title, size=size))


def _make_stand_in(file: CheckedFile) -> CourseFile:
    """Return a row that is not saved, with which blocks are checked."""
    return CourseFile(file=StoredFile(content_type=file.content_type), duration_ms=file.duration_ms)


def _keep_valid_blocks(
    lesson: PlannedLesson, files: dict[str, CourseFile], by_key: dict[UUID, CourseFile], report: Report
) -> Iterable[Block]:
    seen: set[str] = set()
    for block in lesson.blocks:
        path = block.get("file")
        if path is not None and path not in files:
            continue
        keys = {path: str(row.pk) for path, row in files.items()}
        named = {name: path for name, path in get_named_files(block).items() if path in keys}
        given = {**block, "id": _choose_block_id(block.get("id"), seen)}
        if "files" in block:
            given["files"] = {name: keys[path] for name, path in named.items()}
        if path is not None:
            given = adapt_block(given, files[path].file.content_type)
            given["file"] = str(files[path].pk)
        try:
            [checked] = check_blocks([given], by_key)
        except Invalid as error:
            report.add(LEFT_OUT, lesson.title, "bad_block", text=read_reason(error))
            continue
        if path is not None:
            checked["file"] = path
        if "files" in checked:
            checked["files"] = named
        yield checked


def _choose_block_id(given: Any, seen: set[str]) -> str:
    try:
        key = str(UUID(given)) if isinstance(given, str) else str(uuid4())
    except ValueError:
        key = str(uuid4())
    if key in seen:
        key = str(uuid4())
    seen.add(key)
    return key


def _keep_valid_rules(title: str, rules: list[dict[str, Any]], keys: set[str], report: Report) -> list[dict[str, Any]]:
    kept = []
    for rule in rules:
        if rule.get("rule") == "after_lesson" and str(rule.get("lesson")) not in keys:
            report.add(CHANGED, title, "rule_without_lesson")
            continue
        try:
            kept += check_opening_rules([rule])
        except Invalid:
            report.add(CHANGED, title, "bad_rule")
    return kept


def _keep_valid_completion(lesson: PlannedLesson, report: Report) -> dict[str, Any]:
    try:
        return check_completion_rule(lesson.completion)
    except Invalid:
        report.add(CHANGED, lesson.title, "bad_rule")
        return check_completion_rule({})


def _split(lesson: PlannedLesson, report: Report) -> list[PlannedLesson]:
    """Return the lesson, as several where it has more blocks or bytes than a lesson may have."""
    parts: list[list[Block]] = [[]]
    size = 0
    for block in lesson.blocks:
        own = len(orjson.dumps(block))
        if parts[-1] and (len(parts[-1]) >= MAX_BLOCKS or size + own > MAX_BYTES - ROOM_BYTES):
            parts.append([])
            size = 0
        parts[-1].append(block)
        size += own
    lesson.blocks = parts[0]
    if len(parts) > 1:
        report.add(CHANGED, lesson.title, "split", count=len(parts))
    more = [PlannedLesson(f"{lesson.title[:190]} ({place})", blocks=part) for place, part in enumerate(parts[1:], 2)]
    return [lesson, *more]
