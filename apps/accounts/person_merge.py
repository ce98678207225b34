"""What a merge of doubles does with accounts: families, notes and consents move, ways to sign in do not."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import ChildDevice, ChildProfile, Consent, ConsentKind, Guardian, StudentProfile, TelegramLink
from apps.accounts.queries import get_latest_consent
from apps.accounts.services.consents import RENEW_PSEUDONYM
from apps.core.errors import ErrorCode
from apps.core.person_merge import STAFF_ACT, MergeConflict, Moves, PersonMerge, Stays
from apps.jobs.services import enqueue

SIGN_IN = "it belongs to the sign-in of the account that is closed"

PERSON_MERGE: list[Moves | Stays] = [
    Moves("accounts.User_branches", "user"),
    Moves("accounts.StudentProfile", "user"),
    Moves("accounts.ChildProfile", "user"),
    Moves("accounts.Guardian", "child", "guardians"),
    Moves("accounts.Guardian", "parent"),
    Moves("accounts.PersonNote", "person", "notes"),
    Moves("accounts.ContactPerson", "person", "contacts"),
    Moves("accounts.OnboardingAnswer", "user"),
    Moves("accounts.TelegramLink", "user"),
    Moves("accounts.Invitation", "accepted_by"),
    Stays("accounts.User", "merged_into", "earlier doubles are led on by the service"),
    Stays("accounts.Consent", "person given_by", "never changed: the newest answers are copied"),
    Stays("accounts.PersonNote", "author", STAFF_ACT),
    Stays("accounts.TeacherProfile", "user", "of teachers only"),
    Stays("accounts.Invitation", "invited_by", STAFF_ACT),
    Stays("accounts.ActivationLink", "user", SIGN_IN),
    Stays("accounts.ActivationLink", "created_by", STAFF_ACT),
    Stays("accounts.ChildDevice", "child opened_by", SIGN_IN),
    Stays("accounts.Session", "user viewed_by", SIGN_IN),
    Stays("accounts.KnownDevice", "user", SIGN_IN),
    Stays("accounts.MfaTicket", "user", SIGN_IN),
    Stays("accounts.TotpDevice", "user", SIGN_IN),
    Stays("accounts.RecoveryCode", "user", SIGN_IN),
    Stays("accounts.TelegramStart", "user", SIGN_IN),
    Stays("accounts.UserVerification", "user", SIGN_IN),
    Stays("accounts.PasswordResetToken", "user", SIGN_IN),
    Stays("accounts.ActivityLog", "user", "what was done under that sign-in"),
    Stays("admin.LogEntry", "user", STAFF_ACT),
]


def list_merge_conflicts(merge: PersonMerge) -> list[MergeConflict]:
    """A guardian and the child of this guardian are two people."""
    pair = Q(parent=merge.keep, child=merge.duplicate) | Q(parent=merge.duplicate, child=merge.keep)
    if not Guardian.objects.filter(pair).exists():
        return []
    detail = _("One of them is the guardian of the other: they are two people.")
    return [MergeConflict(ErrorCode.MERGE_SAME_FAMILY, "guardians", detail)]


def before_merge(merge: PersonMerge) -> None:
    """End the links that both have, fill the kept profile, copy newer consents, and close the child's own sign-in."""
    _end_common_links(merge)
    _fill_student_profile(merge)
    _copy_consents(merge)
    _close_child_sign_in(merge)


def after_merge(merge: PersonMerge) -> None:
    """Remove the Telegram link that did not move: the chat may be linked anew."""
    TelegramLink.objects.filter(user=merge.duplicate).delete()


def _end_common_links(merge: PersonMerge) -> None:
    """End the duplicate's open links to people to whom the kept pupil has one; what only the former let the guardian
    see, the latter lets too.
    """
    for own, other in (("child", "parent"), ("parent", "child")):
        kept = Guardian.objects.filter(ended_at__isnull=True, **{own: merge.keep})
        for link in kept:
            twins = Guardian.objects.filter(
                ended_at__isnull=True, **{own: merge.duplicate, other: getattr(link, f"{other}_id")}
            )
            for twin in twins:
                for right in ("sees_progress", "sees_recordings", "sees_payments"):
                    setattr(link, right, getattr(link, right) or getattr(twin, right))
                link.save(update_fields=["sees_progress", "sees_recordings", "sees_payments", "updated_at"])
            twins.update(ended_at=timezone.now(), updated_at=timezone.now())


def _fill_student_profile(merge: PersonMerge) -> None:
    """Take what the kept profile lacks from that of the duplicate."""
    kept = StudentProfile.objects.filter(user=merge.keep).first()
    other = StudentProfile.objects.filter(user=merge.duplicate).first()
    if kept is None or other is None:
        return
    values: dict[str, Any] = {
        "institution_id": kept.institution_id or other.institution_id,
        "education": kept.education or other.education,
        "preferences": {**other.preferences, **kept.preferences},
    }
    StudentProfile.objects.filter(pk=kept.pk).update(**values, updated_at=timezone.now())


def _copy_consents(merge: PersonMerge) -> None:
    """Add the duplicate's answers that are newer than the kept pupil's: the newest answer counts, and a withdrawal has
    the outside pipeline forget the kept pupil too.
    """
    for kind in ConsentKind:
        kept, other = get_latest_consent(merge.keep, kind), get_latest_consent(merge.duplicate, kind)
        if other is None or (kept is not None and kept.created_at >= other.created_at):
            continue
        copied = ("given", "text_version", "given_by_id", "signed_by", "signed_on", "photo_id")
        Consent.objects.create(
            person=merge.keep,
            kind=kind,
            revision=kept.revision + 1 if kept else 1,
            **{name: getattr(other, name) for name in copied},
        )
        if kind == ConsentKind.LEARNING_SYSTEMS and not other.given:
            enqueue(kind=RENEW_PSEUDONYM, object_id=merge.keep.pk)


def _close_child_sign_in(merge: PersonMerge) -> None:
    """Delete the duplicate's code and pictures where the kept pupil signs in otherwise; else they move."""
    signs_in = merge.keep.email or merge.keep.phone or ChildProfile.objects.filter(user=merge.keep).exists()
    ChildDevice.objects.filter(child=merge.duplicate, used_at__isnull=True).update(used_at=timezone.now())
    if signs_in:
        ChildProfile.objects.filter(user=merge.duplicate).delete()
