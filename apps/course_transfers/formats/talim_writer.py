"""Write our own package, version 1."""

import zipfile
from typing import IO, Any
from uuid import UUID

from apps.course_transfers.courses import ExportedCourse
from apps.course_transfers.formats.talim import COURSE, FORMAT, VERSION, describe_lesson_files, write_yaml
from apps.course_transfers.formats.writing import Progress, make_name, write_course_files, write_text, write_thumbnail
from apps.course_transfers.reports import TAKEN, Report
from apps.learning.outlines import OutlineLesson, OutlineModule


def write_talim_package(target: IO[bytes], exported: ExportedCourse, report: Report, progress: Progress) -> None:
    """Write the package of a course; memory does not grow with its files."""
    with zipfile.ZipFile(target, "w") as archive:
        paths = write_course_files(archive, exported, report, progress)
        thumbnail = write_thumbnail(archive, exported, report)
        modules = [
            _write_module(archive, exported, module, number, paths, report)
            for number, module in enumerate(exported.outline.modules, 1)
        ]
        write_text(archive, COURSE, write_yaml(_describe_course(exported, modules, paths, thumbnail)))


def _describe_course(
    exported: ExportedCourse, modules: list[Any], paths: dict[str, str], thumbnail: str | None
) -> dict[str, Any]:
    course, outline = exported.course, exported.outline
    files = [(exported.files[UUID(key)], path) for key, path in paths.items()]
    return {
        "format": FORMAT,
        "version": VERSION,
        "course": {
            "title": course.title,
            "description": course.description,
            "language": course.language,
            "level": course.level,
            "category": course.category.name if course.category else None,
            "tags": course.tags,
            "prices": list(course.prices.order_by("currency").values("amount", "currency")),
            "thumbnail": thumbnail,
        },
        "settings": {"is_sequential": outline.is_sequential, "weight": outline.weight},
        "modules": modules,
        "files": [
            {"path": path, "title": file.title, "sha256": file.file.sha256, "size": file.file.size}
            for file, path in files
        ],
    }


def _write_module(
    archive: zipfile.ZipFile,
    exported: ExportedCourse,
    module: OutlineModule,
    number: int,
    paths: dict[str, str],
    report: Report,
) -> dict[str, Any]:
    folder = f"lessons/{make_name(module.title, number)}"
    lessons = []
    for place, lesson in enumerate(module.lessons, 1):
        own = f"{folder}/{make_name(lesson.title, place)}"
        for path, text in describe_lesson_files(own, exported.load_blocks(lesson), paths).items():
            write_text(archive, path, text)
        lessons.append(_describe_lesson(lesson, own))
        report.add(TAKEN, lesson.title)
    opens = [dict(rule) for rule in module.opens]
    return {"id": str(module.id), "title": module.title, "opens": opens, "lessons": lessons}


def _describe_lesson(lesson: OutlineLesson, folder: str) -> dict[str, Any]:
    return {
        "id": str(lesson.id),
        "slug": lesson.slug,
        "title": lesson.title,
        "is_preview": lesson.is_preview,
        "minutes": lesson.minutes,
        "completion": dict(lesson.completion),
        "opens": [dict(rule) for rule in lesson.opens],
        "content": folder,
    }
