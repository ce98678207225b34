"""What a package says of its course in the catalogue: category, level, tags, prices and picture."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid, TooLarge, UnsupportedMedia
from apps.core.translated_texts import pick_translation
from apps.core.validators import InvalidValue, validate_amount
from apps.course_transfers.archives import Archive, copy_entry
from apps.course_transfers.plans import CoursePlan
from apps.course_transfers.reports import LEFT_OUT, Report, read_reason
from apps.courses.catalogue_queries import find_category, find_level
from apps.courses.services.thumbnails import MAX_BYTES, read_thumbnail

MAX_TAGS, MAX_TAG_LETTERS = 10, 40


def keep_valid_facts(plan: CoursePlan, report: Report) -> None:
    """Leave out of the plan what a course would refuse or the centre does not have: each with a row in the report."""
    title = pick_translation(plan.title)
    if plan.category and find_category(plan.category) is None:
        report.add(LEFT_OUT, title, "unknown_category", name=pick_translation(plan.category)[:200])
        plan.category = {}
    if plan.level and find_level(plan.level) is None:
        report.add(LEFT_OUT, title, "unknown_level", name=plan.level)
        plan.level = ""
    tags = [tag for tag in plan.tags if 0 < len(tag) <= MAX_TAG_LETTERS][:MAX_TAGS]
    if tags != plan.tags:
        report.add(LEFT_OUT, title, "tags", count=MAX_TAGS, letters=MAX_TAG_LETTERS)
        plan.tags = tags
    plan.prices = _keep_valid_prices(title, plan.prices, report)


def read_picture(archive: Archive, plan: CoursePlan, report: Report) -> bytes | None:
    """Return the picture of the course as WebP, decoded and encoded anew. None without one, and where it is refused,
    which is reported.
    """
    name, size = plan.thumbnail, archive.sizes.get(plan.thumbnail)
    if not name:
        return None
    if size is None:
        report.add(LEFT_OUT, name, "file_missing")
    elif size > MAX_BYTES:
        report.add(LEFT_OUT, name, "file_too_large", megabytes=MAX_BYTES // 1024**2)
    else:
        with copy_entry(archive, name) as content:
            try:
                return read_thumbnail(UploadedFile(content, name="thumbnail", size=size))
            except (Invalid, TooLarge, UnsupportedMedia) as error:
                report.add(LEFT_OUT, name, "file_refused", text=read_reason(error))
    return None


def _keep_valid_prices(title: str, prices: list[dict[str, Any]], report: Report) -> list[dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = {}
    for price in prices:
        try:
            checked = validate_amount(price.get("amount"), str(price.get("currency")))
            if checked.currency in kept:
                raise InvalidValue(_("Give one price in each currency."))
        except InvalidValue as error:
            report.add(LEFT_OUT, title, "price_refused", text=read_reason(error))
        else:
            kept[checked.currency] = {"amount": checked.amount, "currency": checked.currency}
    return list(kept.values())
