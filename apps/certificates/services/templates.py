"""Writes of templates and their pictures, and previews."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.rate_limits import enforce_limit
from apps.certificates.addresses import build_sample_address
from apps.certificates.fields import CertificateFacts
from apps.certificates.models import (
    CertificatePicture,
    CertificateRule,
    CertificateTemplate,
    CertificateTemplateVersion,
)
from apps.certificates.pictures import MAX_MEGABYTES, clean_picture
from apps.certificates.rendering import render_certificate
from apps.certificates.template_rows import TemplateDraft, load_template, store_template
from apps.certificates.templates import Template, check_template
from apps.certificates.typesetting import DocumentKind
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound
from apps.core.files.stored import read_uploaded_image, store_image
from apps.core.local_days import get_today
from apps.core.translated_texts import LANGUAGES
from apps.core.uow import unit_of_work
from apps.settings.queries import get_default_branch, get_system_settings
from apps.settings.services import write_audit_log

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

CHANGED = _("Somebody changed this template meanwhile. Load it again.")
USED = _("A rule awards by this template. Archive the rule first.")
TOO_MANY = _("A centre has at most 100 templates.")
MOST_TEMPLATES = 100
PICTURES_PER_DAY = 100
DAY_SECONDS = 24 * 3600
SAMPLES = {
    "uz": ("Malika Oʻrinboyeva", "Ingliz tili. Pre-Intermediate"),
    "ru": ("Малика Уринбоева", "Английский язык. Pre-Intermediate"),
    "en": ("Malika Urinboyeva", "General English. Pre-Intermediate"),
}
"""Whose certificate a preview shows."""


def add_picture(*, actor: User, upload: "UploadedFile[bytes]") -> CertificatePicture:
    """Store a logo or the picture of a signature, made small and clean. Not inside a transaction.

    Raise Invalid on "file" as `clean_picture`, TooLarge and UnsupportedMedia as `read_uploaded_image`.
    """
    enforce_limit("certificate-picture", str(actor.pk), times=PICTURES_PER_DAY, seconds=DAY_SECONDS)
    image = read_uploaded_image(upload=upload, max_bytes=MAX_MEGABYTES * 1024 * 1024)
    stored = store_image(owner=None, data=clean_picture(image, field="file"))
    return CertificatePicture.objects.create(file=stored)


def create_template(*, actor: User, name: str, draft: TemplateDraft) -> CertificateTemplate:
    """Create a template. Raise Invalid on `content.…` as `check_template` and `load_template`, and on `name`
    with 100 templates."""
    _check_fits(draft)
    with unit_of_work():
        if CertificateTemplate.objects.filter(archived_at__isnull=True).count() >= MOST_TEMPLATES:
            raise Invalid.field("name", TOO_MANY)
        template = CertificateTemplate.objects.create(name=name)
        _add_version(actor, template, draft, number=1)
        write_audit_log(actor, "certificates.create_template", template, {"name": (None, name)})
        return template


def change_template(
    *, actor: User, template: CertificateTemplate, version: int, name: str, draft: TemplateDraft
) -> CertificateTemplate:
    """Change a template. Other content makes another version; certificates keep theirs.

    `version`: the one that the actor saw. Raise Conflict `draft_changed` for an old one, Invalid as `create_template`.
    """
    _check_fits(draft)
    with unit_of_work():
        locked = _lock_template(template)
        if locked.current is None or locked.current.number != version:
            raise Conflict(CHANGED, code=ErrorCode.DRAFT_CHANGED)
        if changed := locked.apply_changes({"name": name}):
            locked.save(update_fields=["name", "updated_at"])
        if store_template(draft) != locked.current.content:
            _add_version(actor, locked, draft, number=version + 1)
            changed["version"] = (version, version + 1)
        if changed:
            write_audit_log(actor, "certificates.change_template", locked, changed)
        return locked


def archive_template(*, actor: User, template: CertificateTemplate) -> None:
    """Take a template out of the lists; certificates that were made by it stay. Raise Conflict while a rule uses it."""
    with unit_of_work():
        locked = _lock_template(template)
        if CertificateRule.objects.filter(template=locked, archived_at__isnull=True).exists():
            raise Conflict(USED)
        locked.archived_at = timezone.now()
        locked.save(update_fields=["archived_at", "updated_at"])
        write_audit_log(actor, "certificates.archive_template", locked, {"name": (locked.name, None)})


def preview_template(*, draft: TemplateDraft, language: str) -> bytes:
    """Return the picture (PNG) of a certificate of a sample person by this template. Nothing is stored.

    Raise Invalid as `create_template`, and on "content.texts" when they do not fit on the page.
    """
    return _render_sample(_check(draft), language, DocumentKind.PNG)


def _render_sample(template: Template, language: str, kind: DocumentKind) -> bytes:
    name, course = SAMPLES[language if language in SAMPLES else LANGUAGES[0]]
    today = get_today(get_default_branch().zone)
    facts = CertificateFacts(
        name=name,
        course=course,
        date=today,
        number=f"{today.year}-000123",
        centre=get_system_settings().centre_name or "Talim",
        hours=72,
        level="B1",
    )
    with _name_fields():
        return render_certificate(template, facts, language=language, address=build_sample_address(), kind=kind)


def _check(draft: TemplateDraft) -> Template:
    """Return the template with its pictures. Raise Invalid on `content.…`."""
    with _name_fields():
        template = load_template(draft)
        check_template(template)
        return template


def _check_fits(draft: TemplateDraft) -> None:
    """Typeset a sample in each language that has texts. Raise Invalid as `_check`, and on `content.texts`."""
    template = _check(draft)
    written = {language for texts in draft.texts.values() for language, text in texts.items() if text.strip()}
    for language in sorted(written):
        _render_sample(template, language, DocumentKind.SVG)


@contextmanager
def _name_fields() -> Iterator[None]:
    """Name the fields of a template as bodies have them: `content.texts.lead.uz`."""
    try:
        yield
    except Invalid as refused:
        raise Invalid(fields={f"content.{path}": texts for path, texts in refused.fields.items()}) from refused


def _add_version(actor: User, template: CertificateTemplate, draft: TemplateDraft, *, number: int) -> None:
    template.current = CertificateTemplateVersion.objects.create(
        template=template, number=number, content=store_template(draft), author=actor
    )
    template.save(update_fields=["current", "updated_at"])


def _lock_template(template: CertificateTemplate) -> CertificateTemplate:
    rows = CertificateTemplate.objects.select_for_update(of=("self",)).select_related("current")
    locked = rows.filter(pk=template.pk, archived_at__isnull=True).first()
    if locked is None:
        raise NotFound()
    return locked
