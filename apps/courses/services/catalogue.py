"""Writes of courses: create, change, publish, archive, remove."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.conf.locale import LANG_INFO
from django.db import transaction
from django.db.models import Q, RestrictedError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.money import Money
from apps.core.permissions import STAFF, Role
from apps.core.rich_text import sanitize_translations
from apps.core.translated_texts import merge_translations, pick_translation
from apps.core.uow import unit_of_work
from apps.core.validators import validate_amount, validate_field
from apps.courses.catalogue_queries import list_tag_names
from apps.courses.models import Category, Course, CourseMode, CoursePrice, CourseStatus, GroupStatus, Level
from apps.courses.models.catalogue import CourseTeacher, CourseTeacherKind
from apps.courses.services.locks import lock_course, lock_prerequisites
from apps.settings.services import write_audit_log
from ml.text import build_search_key, fold_text

TAUGHT_LANGUAGES = frozenset(code.partition("-")[0] for code in LANG_INFO)
"""Codes of languages that a course may teach: those that Django knows."""


class CourseOptions(TypedDict, total=False):
    """Values that a course need not have. `prices` and `prerequisites` are replaced as a whole."""

    description: dict[str, str]
    slug: str
    language: str
    level: str
    mode: CourseMode
    category: Category | None
    tags: Sequence[str]
    prices: Sequence[Money]
    prerequisites: Sequence[Course]


class CourseChanges(CourseOptions, total=False):
    """Changes of a course; absent keys stay."""

    title: dict[str, str]


def create_course(
    *,
    actor: User | None,
    title: dict[str, str],
    status: CourseStatus = CourseStatus.DRAFT,
    **options: Unpack[CourseOptions],
) -> Course:
    """Create a course, by default a draft. A teacher who creates it becomes its lead teacher. Without `slug`, one is
    made from the title.

    The description is reduced to harmless HTML. Raise Invalid for an empty title, a slug in use, an unknown language or
    level and two prices in one currency.
    """
    slug = options.get("slug") or make_slug(title) or "course"
    given: dict[str, Any] = {**options, "title": title, "slug": slug}
    prices, prerequisites = given.pop("prices", ()), given.pop("prerequisites", ())
    with unit_of_work():
        course = Course(**_validate(given), status=status, folded="")
        course.folded = build_course_search_key(course)
        if status == CourseStatus.PUBLISHED:
            course.published_at = timezone.now()
        _save(course, None)
        _set_prices(course, prices)
        course.prerequisites.set(prerequisites)
        if actor is not None and actor.role == Role.TEACHER:
            CourseTeacher.objects.create(course=course, teacher=actor, kind=CourseTeacherKind.LEAD)
        write_audit_log(actor, "courses.create", course, {"slug": (None, slug)})
    return course


def make_slug(title: dict[str, str]) -> str:
    """Return the part of an address that is made from a title; "" when no letter of it can be used."""
    return slugify(fold_text(pick_translation(title, "en")).replace("'", ""))[:80].strip("-")


def change_course(*, course: Course, actor: User, **changes: Unpack[CourseChanges]) -> Course:
    """Change the given fields. Raise Invalid as `create_course`, and when the course would require itself, directly or
    through other courses.
    """
    given: dict[str, Any] = dict(changes)
    prices, prerequisites = given.pop("prices", None), given.pop("prerequisites", None)
    with unit_of_work():
        if prerequisites is not None:
            lock_prerequisites()
        course = lock_course(course.pk)
        if "slug" in given:
            given["slug"] = given["slug"] or course.slug
        differing = course.apply_changes(_validate(merge_translations(course, given, "title", "description")))
        if differing:
            course.folded = build_course_search_key(course)
            _save(course, [*differing, "folded", "updated_at"])
        if prices is not None:
            differing |= _set_prices(course, prices)
        if prerequisites is not None:
            differing |= _set_prerequisites(course, prerequisites)
        if differing:
            audited = {name: (_audit_value(old), _audit_value(new)) for name, (old, new) in differing.items()}
            write_audit_log(actor, "courses.change", course, audited)
    return course


def publish_course(*, course: Course, actor: User) -> Course:
    """Publish a draft or an archived course. Raise Conflict when it is already published."""
    return _set_status(course, actor, to=CourseStatus.PUBLISHED)


def archive_course(*, course: Course, actor: User) -> Course:
    """Archive a course; its groups continue, but no new ones are created. Raise Conflict when it is
    already archived.
    """
    return _set_status(course, actor, to=CourseStatus.ARCHIVED)


def delete_or_archive_course(*, course: Course, actor: User) -> None:
    """Delete a draft that was never published and has no groups, and that nothing elsewhere stands on, as a quiz of a
    group on questions of the course; archive any other course. Raise Conflict while active groups learn it.
    """
    with unit_of_work():
        course = lock_course(course.pk)
        if course.groups.filter(status=GroupStatus.ACTIVE).exists():
            raise Conflict(_("Groups still learn this course: close them first."))
        if course.status != CourseStatus.DRAFT or course.published_at or course.groups.exists():
            if course.status != CourseStatus.ARCHIVED:
                _set_status(course, actor, to=CourseStatus.ARCHIVED)
            return
        try:
            with transaction.atomic():
                write_audit_log(actor, "courses.remove", course, {"slug": (course.slug, None)})
                course.delete()
        except RestrictedError:
            _set_status(course, actor, to=CourseStatus.ARCHIVED)


def set_course_teachers(*, course: Course, actor: User, teachers: Sequence[tuple[User, CourseTeacherKind]]) -> None:
    """Replace the teachers of the course. Raise Invalid on "teachers" for people who may not teach and for
    two leads.
    """
    if len({teacher.pk for teacher, _kind in teachers}) != len(teachers):
        raise Invalid.field("teachers", _("Name each person only once."))
    if sum(kind == CourseTeacherKind.LEAD for _teacher, kind in teachers) > 1:
        raise Invalid.field("teachers", _("A course has one lead teacher."))
    if any(teacher.role not in STAFF or not teacher.is_active for teacher, _kind in teachers):
        raise Invalid.field("teachers", _("This person is not a teacher."))
    with unit_of_work():
        lock_course(course.pk)
        before = {str(row.teacher_id): row.kind for row in course.course_teachers.all()}
        after = {str(teacher.pk): kind.value for teacher, kind in teachers}
        if before == after:
            return
        CourseTeacher.objects.filter(course=course).delete()
        CourseTeacher.objects.bulk_create(
            CourseTeacher(course=course, teacher=teacher, kind=kind) for teacher, kind in teachers
        )
        write_audit_log(actor, "courses.set_teachers", course, {"teachers": (before, after)})


def _set_status(course: Course, actor: User, *, to: CourseStatus) -> Course:
    values = {"status": to, "updated_at": timezone.now()}
    if to == CourseStatus.PUBLISHED:
        values["published_at"] = values["updated_at"]
    with unit_of_work():
        if not Course.objects.filter(~Q(status=to), pk=course.pk).update(**values):
            published = to == CourseStatus.PUBLISHED
            raise Conflict(_("It is published already.") if published else _("It is archived already."))
        write_audit_log(actor, f"courses.{to.value}", course, {"status": (course.status, to)})
    course.refresh_from_db()
    return course


def _validate(values: Mapping[str, Any]) -> dict[str, Any]:
    checked = dict(values)
    if "title" in checked and not pick_translation(checked["title"]):
        raise Invalid.field("title", _("Give a title in at least one language."))
    if "description" in checked:
        checked["description"] = sanitize_translations(checked["description"] or {})
    if "tags" in checked:
        checked["tags"] = _normalize_tags(checked["tags"])
    if "language" in checked and checked["language"] not in TAUGHT_LANGUAGES:
        raise Invalid.field("language", _("There is no such language."))
    level = checked.get("level")
    if level and not Level.objects.filter(code=level, archived_at__isnull=True).exists():
        raise Invalid.field("level", _("The centre has no such level."))
    return checked


def _normalize_tags(tags: Sequence[str]) -> list[str]:
    """Return tags without spaces around and without repeats; each is spelled as other courses spell it."""
    spellings = {build_search_key(tag): tag for tag in list_tag_names()}
    chosen: dict[str, str] = {}
    for tag in tags:
        text = " ".join(tag.split())
        if key := build_search_key(text):
            chosen.setdefault(key, spellings.get(key, text))
    return list(chosen.values())


def build_course_search_key(course: Course) -> str:
    """Return the column `folded` of a course: its titles, slug and tags, as searches compare them."""
    return build_search_key(" ".join([*course.title.values(), course.slug, *course.tags]))


def _save(course: Course, fields: list[str] | None) -> None:
    taken = Invalid.field("slug", _("Another course has this address."))
    with raise_on_constraint_violation(courses_course_slug_key=taken):
        course.save(update_fields=fields, force_insert=fields is None)


def _set_prices(course: Course, prices: Sequence[Money]) -> dict[str, tuple[Any, Any]]:
    checked = [
        validate_field(f"prices.{n}.amount", validate_amount, price.amount, price.currency)
        for n, price in enumerate(prices)
    ]
    if len({price.currency for price in checked}) != len(checked):
        raise Invalid.field("prices", _("Give one price in each currency."))
    before = dict(course.prices.values_list("currency", "amount"))
    after = {price.currency: price.amount for price in checked}
    if before == after:
        return {}
    CoursePrice.objects.filter(course=course).delete()
    CoursePrice.objects.bulk_create(
        CoursePrice(course=course, currency=currency, amount=amount) for currency, amount in sorted(after.items())
    )
    return {"prices": (before, after)}


def _set_prerequisites(course: Course, needed: Sequence[Course]) -> dict[str, tuple[Any, Any]]:
    if circle := _find_circle(course, needed):
        titles = {each.pk: pick_translation(each.title) for each in Course.objects.filter(pk__in=circle)}
        text = _("These courses would require each other: %(titles)s.")
        raise Invalid.field("prerequisites", text % {"titles": " → ".join(titles[key] for key in circle)})
    before = sorted(str(key) for key in course.prerequisites.values_list("pk", flat=True))
    after = sorted(str(needed_course.pk) for needed_course in needed)
    course.prerequisites.set(needed)
    return {} if before == after else {"prerequisites": (before, after)}


def _find_circle(course: Course, needed: Sequence[Course]) -> list[UUID]:
    """Return the courses that would require each other if `course` required these, with it at both ends; empty without
    a circle.
    """
    links = Course.prerequisites.through.objects
    required_by = {each.pk: course.pk for each in needed}
    new = set(required_by)
    while new and course.pk not in required_by:
        rows = links.filter(from_course__in=new).values_list("from_course", "to_course")
        found = {required: by for by, required in rows if required not in required_by}
        required_by |= found
        new = set(found)
    if course.pk not in required_by:
        return []
    way = [course.pk, required_by[course.pk]]
    while way[-1] != course.pk:
        way.append(required_by[way[-1]])
    return way[::-1]


def _audit_value(value: Any) -> Any:
    """Return a value in a form that the audit log can store."""
    return value if isinstance(value, str | int | dict | list | None) else str(getattr(value, "pk", value))
