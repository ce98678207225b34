"""Profiles, families, invitations and custom roles in Django's admin, read-only."""

from typing import Any

from apps.accounts import models
from apps.core.admin_pages import register_read_only_page

PERSON = ("first_name", "last_name", "email", "phone")
OF_USER: Any = {"search_fields": tuple(f"user__{field}" for field in PERSON)}
OF_PERSON: Any = {"search_fields": tuple(f"person__{field}" for field in PERSON)}
OF_BOTH: Any = {"search_fields": tuple(f"{end}__{field}" for end in ("parent", "child") for field in PERSON)}
CHILD: Any = {"personal": ("birth_date",), "fields": ("user", "birth_date", "wrong_tries", "closed_at", "created_at")}
GUARDIAN_COLUMNS = "parent child kind sees_progress sees_recordings sees_payments ended_at"
CONSENT_COLUMNS = "person kind revision given text_version given_by created_at"
INVITATION_COLUMNS = "role own_role email phone expires_at accepted_at withdrawn_at"

register_read_only_page(models.ChildProfile, "user birth_date wrong_tries closed_at", **CHILD, **OF_USER)
register_read_only_page(models.StudentProfile, "user institution education", **OF_USER)
register_read_only_page(models.TeacherProfile, "user institution qualifications", **OF_USER)
register_read_only_page(models.Guardian, GUARDIAN_COLUMNS, **OF_BOTH)
register_read_only_page(models.Consent, CONSENT_COLUMNS, list_filter=("kind", "given", "text_version"), **OF_PERSON)
register_read_only_page(models.PersonNote, "person author visibility created_at", **OF_PERSON)
register_read_only_page(models.ContactPerson, "person name relation phone", personal=("name", "phone"), **OF_PERSON)
register_read_only_page(models.Institution, "name kind city archived_at", search_fields=("name", "city"))
register_read_only_page(models.OnboardingQuestion, "__str__ place required archived_at", ordering=("place", "id"))
register_read_only_page(models.OnboardingAnswer, "user question answer", **OF_USER)
register_read_only_page(models.Invitation, INVITATION_COLUMNS, list_filter=("role",), personal=("email", "phone"))
register_read_only_page(models.OwnRole, "__str__ archived_at")
