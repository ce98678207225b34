"""Consents are given and withdrawn, never overwritten. Adults answer for themselves, guardians for children."""

from django.utils.translation import gettext_lazy as _

from apps.accounts import queries
from apps.accounts.consents import TEXTS, ConsentStatus
from apps.accounts.models import Consent, ConsentKind, User
from apps.accounts.services.avatars import remove_avatar
from apps.core.errors import Forbidden, Invalid
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log


def answer_consent(*, person: User, kind: ConsentKind, given: bool, version: str | None, actor: User) -> ConsentStatus:
    """Give or withdraw consent, by the user themselves or by one of a child's guardians; the newest answer counts.

    Repeating the current one adds nothing. `version`: of the text that was read; without it, the newest. When consent
    to photos is withdrawn, a child's avatar is removed. Raise Forbidden when a child answers: its guardians do. Raise
    Invalid on "version" when consent is given to an outdated text.
    """
    if person.pk == actor.pk and queries.is_child(person):
        raise Forbidden(_("Your parents answer this for you."))
    current = TEXTS[kind].version
    if given and version not in (None, current):
        raise Invalid.field("version", _("The text has changed. Please read it again."))
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        last = queries.get_latest_consent(person, kind)
        if last is None or last.given != given or (given and last.text_version != current):
            row = Consent(person=person, kind=kind, given=given, text_version=current, given_by=actor)
            row.revision = last.revision + 1 if last else 1
            row.save(force_insert=True)
            write_audit_log(actor, "accounts.consent", row, {kind.value: (last.given if last else None, given)})
        if kind == ConsentKind.PHOTO and not given and queries.is_child(person):
            remove_avatar(user=person, actor=actor)
        return next(status for status in queries.list_consent_statuses(person) if status.kind == kind)
