"""Where accounts store personal data. Django's own tables that refer to a user are listed here too."""

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session as AdminSession
from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import Consent, Invitation, PasswordResetToken, PersonNote, UserVerification
from apps.core.personal_data import DELETE, KEEP, NEUTRAL_NAME_MARKER, NonPersonalModel, PersonalData, PersonIdentifiers
from apps.settings.models import AuditLog
from apps.settings.services import empty_audit_values

PERSONAL_DATA = [
    PersonalData(
        "accounts.User",
        "pk",
        KEEP,
        "id created_at email phone first_name last_name patronymic role requested_role locale zone is_active "
        "last_login birth_date counts_as_adult email_verified_at phone_verified_at "
        "phone_vouched_at number",
        empty={
            "first_name": NEUTRAL_NAME_MARKER,
            "last_name": "",
            "patronymic": "",
            "folded": "",
            "folded_patronymic": "",
            "name_key": "",
            "email": None,
            "phone": None,
            "password": "!",
            "avatar": None,
            "email_verified_at": None,
            "phone_verified_at": None,
            "phone_vouched_at": None,
            "last_login": None,
            "requested_role": "",
            "own_role": None,
            "all_branches": False,
            "is_active": False,
            "zone": "Asia/Tashkent",
            "number": None,
            "birth_date": None,
            "counts_as_adult": False,
        },
    ),
    PersonalData("accounts.User", "merged_into", KEEP, own=False),
    PersonalData("accounts.User_branches", "user", DELETE, "branch__name"),
    PersonalData("accounts.StudentProfile", "user", DELETE, "institution__name education preferences"),
    PersonalData("accounts.TeacherProfile", "user", DELETE, "institution__name about qualifications"),
    PersonalData("accounts.ChildProfile", "user", DELETE, "birth_date"),
    PersonalData("accounts.ChildDevice", "child", DELETE, "created_at expires_at used_at"),
    PersonalData("accounts.ChildDevice", "opened_by", KEEP, "created_at", own=False),
    PersonalData("accounts.Guardian", "parent", DELETE, "child kind created_at ended_at"),
    PersonalData("accounts.Guardian", "child", DELETE, "parent kind created_at ended_at"),
    PersonalData(
        "accounts.Consent", "person", DELETE, "kind revision given text_version signed_by signed_on created_at"
    ),
    PersonalData("accounts.Consent", "given_by", KEEP, "person kind given created_at", own=False),
    PersonalData("accounts.PersonNote", "person", DELETE, "created_at visibility text"),
    PersonalData("accounts.PersonNote", "author", KEEP, "created_at person visibility", own=False, loose="text"),
    PersonalData("accounts.ContactPerson", "person", DELETE, "created_at name relation phone remark"),
    PersonalData("accounts.OnboardingAnswer", "user", DELETE, "question__text answer created_at"),
    PersonalData("accounts.Session", "user", DELETE, "created_at device address last_used_at ended_at"),
    PersonalData("accounts.Session", "viewed_by", DELETE, "created_at user ended_at"),
    PersonalData("accounts.RefreshToken", "session__user", DELETE),
    PersonalData("accounts.KnownDevice", "user", DELETE, "created_at last_used_at"),
    PersonalData("accounts.MfaTicket", "user", DELETE),
    PersonalData("accounts.TelegramLink", "user", DELETE, "chat_id linked_at blocked_at"),
    PersonalData("accounts.TelegramStart", "user", DELETE),
    PersonalData("accounts.TotpDevice", "user", DELETE, "created_at confirmed_at"),
    PersonalData("accounts.RecoveryCode", "user", DELETE, "created_at used_at"),
    PersonalData(
        "accounts.ActivityLog",
        "user",
        DELETE,
        "created_at action object_type object_id seconds address device",
        loose="object_id",
    ),
    PersonalData("accounts.UserVerification", "user", DELETE, "created_at channel address", loose="sign_up"),
    PersonalData("accounts.PasswordResetToken", "user", DELETE, "created_at channel address"),
    PersonalData("accounts.Invitation", "accepted_by", DELETE, "created_at email phone role accepted_at"),
    PersonalData("accounts.Invitation", "invited_by", KEEP, "created_at role accepted_at", own=False),
    PersonalData("accounts.ActivationLink", "user", DELETE, "created_at channel phone expires_at used_at"),
    PersonalData("accounts.ActivationLink", "created_by", KEEP, "created_at channel", own=False),
    PersonalData("accounts.Invitation_branches", "invitation__accepted_by", DELETE),
    PersonalData(
        "admin.LogEntry",
        "user",
        KEEP,
        "action_time object_repr change_message",
        own=False,
        loose="object_id object_repr change_message",
    ),
    PersonalData("sessions.Session", "", DELETE, loose="session_data"),
]

IMPERSONAL = [
    NonPersonalModel("accounts.OwnRole", "name"),
    NonPersonalModel("accounts.Institution"),
    NonPersonalModel("accounts.OnboardingQuestion", "text choices"),
]


def erase_mentions_of_person(identifiers: PersonIdentifiers) -> None:
    """Delete requests and invitations to the user's addresses and their admin sessions; clear the admin log, the names
    of those who signed consents and in notes about others, and what the audit log has of removed notes and contacts.
    """
    addresses = identifiers.addresses
    for requests in (UserVerification.objects, PasswordResetToken.objects):
        requests.filter(address__in=addresses).delete()
    Invitation.objects.filter(Q(email__in=addresses) | Q(phone__in=addresses)).delete()
    LogEntry.objects.filter(object_id__in=identifiers.ids).update(object_repr="", change_message="")
    identifiers.scrub_column(LogEntry.objects.all(), "object_repr")
    identifiers.scrub_column(PersonNote.objects.all(), "text")
    about_person = AuditLog.objects.filter(
        object_type__in=("accounts.personnote", "accounts.contactperson"),
        values_row__values__person__contains=[str(identifiers.person)],
    )
    empty_audit_values(AuditLog.objects.filter(object_id__in=list(about_person.values_list("object_id", flat=True))))
    identifiers.scrub_column(Consent.objects.exclude(signed_by=""), "signed_by")
    for session in AdminSession.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(identifiers.person):
            session.delete()
