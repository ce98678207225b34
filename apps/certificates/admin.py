"""Read-only admin pages of certificates. Keys show what is public."""

from django.contrib import admin

from apps.certificates.models import (
    Certificate,
    CertificateKey,
    CertificatePicture,
    CertificateRule,
    CertificateTemplate,
    CertificateTemplateVersion,
)
from apps.core.admin_pages import ReadOnlyAdmin


@admin.register(CertificateTemplate)
class CertificateTemplateAdmin(ReadOnlyAdmin):
    list_display = ("name", "archived_at", "created_at")
    search_fields = ("name",)


@admin.register(CertificateTemplateVersion)
class CertificateTemplateVersionAdmin(ReadOnlyAdmin):
    list_display = ("template", "number", "author", "created_at")
    list_select_related = ("template", "author")
    search_fields = ("template__name",)


@admin.register(CertificatePicture)
class CertificatePictureAdmin(ReadOnlyAdmin):
    list_display = ("id", "file", "created_at")
    list_select_related = ("file",)


@admin.register(CertificateRule)
class CertificateRuleAdmin(ReadOnlyAdmin):
    list_display = ("course", "template", "least_progress", "quiz", "least_grade", "not_before", "archived_at")
    list_select_related = ("course", "template", "quiz")
    search_fields = ("course__slug", "template__name")


@admin.register(CertificateKey)
class CertificateKeyAdmin(ReadOnlyAdmin):
    list_display = ("badge_issuer", "is_current", "created_at")
    fields = ("badge_issuer", "is_current", "created_at")


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ("shown_number", "name", "course", "day", "made_at", "revoked_at", "created_at")
    list_select_related = ("course",)
    exclude = ("public_id",)
    search_fields = ("name", "course__slug")
