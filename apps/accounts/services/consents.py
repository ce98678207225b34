"""Consents are given and withdrawn, never overwritten. Adults answer for themselves, guardians for children."""

from django.utils.translation import gettext_lazy as _

from apps.accounts import queries
from apps.accounts.consents import TEXTS, ConsentStatus
from apps.accounts.models import Consent, ConsentKind, User
from apps.accounts.services.avatars import remove_avatar
from apps.core.errors import Forbidden, Invalid
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log


def answer_own_consent(*, person: User, kind: ConsentKind, given: bool, version: str | None) -> ConsentStatus:
    """Give or withdraw the user's own consent. Raise Forbidden for a child: its guardians answer."""
    if queries.is_child(person):
        raise Forbidden(_("Your parents answer this for you."))
    return _record_answer(person=person, kind=kind, given=given, version=version, actor=person)


def answer_child_consent(
    *, guardian: User, child: User, kind: ConsentKind, given: bool, version: str | None
) -> ConsentStatus:
    """Give or withdraw consent for a child by one of its guardians. The newest answer of any guardian counts."""
    return _record_answer(person=child, kind=kind, given=given, version=version, actor=guardian)


def _record_answer(*, person: User, kind: ConsentKind, given: bool, version: str | None, actor: User) -> ConsentStatus:
    """Store the answer; repeating the current one adds nothing.

    When consent to photos is withdrawn, a child's avatar is removed. Raise Invalid on "version" when consent is given
    to an outdated text.
    """
    current = TEXTS[kind].version
    if given and version != current:
        raise Invalid.field("version", _("The text has changed. Please read it again."))
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        last = queries.get_latest_consent(person, kind)
        if last is None or last.given != given or (given and last.text_version != current):
            row = Consent.objects.create(
                person=person,
                kind=kind,
                revision=last.revision + 1 if last else 1,
                given=given,
                text_version=current,
                given_by=actor,
            )
            change = {kind.value: (last.given if last else None, given)}
            write_audit_log(actor=actor, action="accounts.consent", obj=row, changes=change)
        if kind == ConsentKind.PHOTO and not given and queries.is_child(person):
            remove_avatar(user=person, actor=actor)
        return next(status for status in queries.list_consent_statuses(person) if status.kind == kind)
