"""Institutions: schools and universities."""

from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import queries
from apps.accounts.models import Institution, InstitutionKind, User
from apps.core.errors import Invalid
from apps.core.lookups import lock_or_conflict
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log
from ml.text import fold_text


class InstitutionChanges(TypedDict, total=False):
    """Changes of an institution; absent fields stay."""

    name: str
    kind: InstitutionKind
    city: str


def create_institution(*, actor: User, name: str, kind: InstitutionKind, city: str = "") -> Institution:
    """Create an institution. Raise Invalid on "name" for a name without words or one that the city has already."""
    with unit_of_work():
        institution = Institution(name=name, folded=_build_search_name(name), kind=kind, city=city)
        _save(institution, None)
        write_audit_log(actor, "accounts.create_institution", institution, {"name": (None, name)})
    return institution


def change_institution(*, institution: Institution, actor: User, **changes: Unpack[InstitutionChanges]) -> Institution:
    """Change the given fields; errors as in `create_institution`. Raise Conflict when it was archived."""
    with unit_of_work():
        institution = _lock_institution(institution)
        differences = institution.apply_changes(changes)
        if not differences:
            return institution
        institution.folded = _build_search_name(institution.name)
        _save(institution, [*differences, "folded", "updated_at"])
        write_audit_log(actor, "accounts.change_institution", institution, differences)
    return institution


def archive_institution(*, institution: Institution, actor: User) -> None:
    """Archive an institution; users who chose it keep it. Raise Conflict when it was archived already."""
    with unit_of_work():
        institution = _lock_institution(institution)
        institution.archived_at = timezone.now()
        institution.save(update_fields=["archived_at", "updated_at"])
        write_audit_log(actor, "accounts.archive_institution", institution)


def _build_search_name(name: str) -> str:
    folded = fold_text(name)
    if not folded:
        raise Invalid.field("name", _("Enter a name."))
    return folded[:200]


def _save(institution: Institution, fields: list[str] | None) -> None:
    try:
        with transaction.atomic():
            institution.save(update_fields=fields, force_insert=fields is None)
    except IntegrityError as error:
        raise Invalid.field("name", _("This institution already exists.")) from error


def _lock_institution(institution: Institution) -> Institution:
    return lock_or_conflict(queries.list_active_institutions(), institution.pk, _("This institution is archived."))
