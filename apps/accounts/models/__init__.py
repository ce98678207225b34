"""Models of users, sessions, verification, families and roles; one module for each subject."""

from apps.accounts.models.notes import ContactPerson, NoteVisibility, PersonNote
from apps.accounts.models.people import User, UserManager, UserStatus
from apps.accounts.models.profiles import (
    ChildDevice,
    ChildProfile,
    Consent,
    ConsentKind,
    Guardian,
    GuardianKind,
    Institution,
    InstitutionKind,
    OnboardingAnswer,
    OnboardingQuestion,
    StudentProfile,
    TeacherProfile,
)
from apps.accounts.models.roles import OwnRole
from apps.accounts.models.sessions import (
    ActivityLog,
    EndReason,
    KnownDevice,
    MfaTicket,
    RecoveryCode,
    RefreshToken,
    Session,
    TotpDevice,
)
from apps.accounts.models.telegram import TelegramLink, TelegramStart
from apps.accounts.models.verification import (
    ActivationChannel,
    ActivationLink,
    Channel,
    CodeRequest,
    Invitation,
    PasswordResetToken,
    UserVerification,
)
