"""Schemas of `/auth/users/`: users, as they see themselves and as the office sees them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from api.accounts.sign_in_schemas import ME, Locale, MeChanges, MeOut
from api.base_schemas import BirthDate, Changes, In, Key, Out, ReadWith, TextsOut, build_example
from api.lists import PageQuery
from api.shared_schemas import LongTexts
from apps.core.files.links import build_signed_link
from apps.core.permissions import Role
from apps.courses.services import MembershipChoice, TeachingChoice
from apps.portal.people_filters import MembershipFilter

Status = Literal["active", "pending", "off"]
Teaching = Annotated[
    TeachingChoice | None,
    Field(
        description="`keep`: groups and planned lessons stay with the user, although nobody active teaches them then."
    ),
]

INSTITUTION: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e80", "name": "Toshkent 110-maktab", "kind": "school", "city": "Toshkent"
}  # fmt: skip
STUDENT: dict[str, Any] = {"institution": INSTITUTION, "education": "9th form", "preferences": {"goal": "IELTS"}}
TEACHER: dict[str, Any] = {
    "about": {"uz": "", "ru": "", "en": "Ten years of English."},
    "qualifications": "CELTA, 2019",
}
CHILD: dict[str, Any] = {"birth_date": "2017-03-08"}
PERSON: dict[str, Any] = {
    "id": ME["id"],
    "email": ME["email"],
    "phone": ME["phone"],
    "first_name": "Jasur",
    "last_name": "Oripov",
    "patronymic": "Akmalovich",
    "role": "student",
    "own_role": None,
    "requested_role": "",
    "status": "active",
    "is_child": False,
    "number": 1042,
    "avatar": None,
    "locale": "uz",
    "zone": "Asia/Tashkent",
    "last_login": "2026-11-20T09:00:00Z",
    "created_at": "2026-09-01T09:00:00Z",
}
IS_MINOR = Field(description="Whether guardians answer consents for this person.")
AVATAR = Field(description="Address of the picture, from the root of this server; valid for an hour.")


def build_avatar_url(person: Any) -> str | None:
    """Return the address of the user's avatar, valid for an hour; None without an avatar."""
    return f"/api/v1/auth/avatars/{build_signed_link(person.avatar)}/" if person.avatar else None


def _check_short(texts: dict[str, str]) -> dict[str, str]:
    if any(len(key) > 40 or len(value) > 200 for key, value in texts.items()):
        raise ValueError
    return texts


class InstitutionOut(Out):
    """A school or university."""

    model_config = build_example(**INSTITUTION)

    id: UUID
    name: str
    kind: str
    city: str


class StudentProfileOut(Out):
    """A pupil's education and preferences."""

    model_config = build_example(**STUDENT)

    institution: InstitutionOut | None
    education: str
    preferences: dict[str, str]


class TeacherProfileOut(Out):
    """A teacher's public text and qualifications."""

    model_config = build_example(**TEACHER)

    institution: InstitutionOut | None
    about: TextsOut
    qualifications: str


class ChildProfileOut(Out):
    """A child, for the child and its family."""

    model_config = build_example(**CHILD)

    birth_date: date = Field(validation_alias="user__birth_date")


class ChildAccountOut(ChildProfileOut):
    """A child, for the office: the sign-in code, whether there are pictures, and when the sign-in was closed."""

    model_config = build_example(**CHILD, code="048213", has_pictures=True)

    code: str
    has_pictures: bool
    closed_at: datetime | None

    @staticmethod
    def resolve_has_pictures(profile: Any) -> bool:
        """Without pictures the child cannot sign in yet."""
        return bool(profile.pictures_hash)


class Profiles(Out):
    """The profiles of a user; null where there is none."""

    student_profile: StudentProfileOut | None
    teacher_profile: TeacherProfileOut | None

    @staticmethod
    def resolve_student_profile(person: Any) -> Any:
        """The profile, or None."""
        return getattr(person, "student_profile", None)

    @staticmethod
    def resolve_teacher_profile(person: Any) -> Any:
        """The profile, or None."""
        return getattr(person, "teacher_profile", None)

    @staticmethod
    def resolve_child_profile(person: Any) -> Any:
        """The child profile, or None."""
        return getattr(person, "child_profile", None)


class OwnProfileOut(MeOut, Profiles):
    """The current user with profiles."""

    model_config = build_example(
        **ME,
        number=1042,
        avatar=None,
        birth_date="2008-05-17",
        is_minor=False,
        email_verified_at="2026-09-01T08:00:00Z",
        phone_verified_at=None,
        student_profile=STUDENT,
        teacher_profile=None,
        child_profile=None,
    )

    number: int | None = Field(description="The pupil's number; it never changes.")
    avatar: Annotated[str | None, ReadWith(build_avatar_url)] = AVATAR
    email_verified_at: datetime | None
    phone_verified_at: datetime | None
    birth_date: date | None
    is_minor: bool = IS_MINOR
    child_profile: ChildProfileOut | None


class AvatarOut(Out):
    """The address of the avatar."""

    model_config = build_example(avatar="/api/v1/auth/avatars/0199f3a25b7c7d108a4e3f1c2b9d6e70.1wXyZ9.c2lnbmF0dXJl/")

    avatar: str = AVATAR


class UserFields(Out):
    """A user, for the office."""

    model_config = build_example(**PERSON)

    id: UUID
    email: str | None
    phone: str | None
    first_name: str
    last_name: str
    patronymic: str
    role: str
    own_role: UUID | None = Field(
        validation_alias="own_role_id", description="A custom role; its permissions replace those of `role`."
    )
    requested_role: str = Field(description="The role that a pending user requested; else empty.")
    status: Status
    is_child: bool
    number: int | None = Field(description="The pupil's number; it never changes.")
    avatar: Annotated[str | None, ReadWith(build_avatar_url)] = AVATAR
    locale: Locale
    zone: str
    last_login: datetime | None
    created_at: datetime

    @staticmethod
    def resolve_is_child(person: Any) -> bool:
        """Whether there is a child profile."""
        return getattr(person, "child_profile", None) is not None


class UserMembershipOut(Out):
    """An open membership of a user in a list."""

    model_config = build_example(group="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70", name="A2 morning", status="active")

    group: UUID = Field(validation_alias="group_id")
    name: str = Field(validation_alias="group__name", description="The name of the group.")
    status: str


class UserOut(UserFields):
    """A user in a list, for the office."""

    model_config = build_example(**PERSON)

    memberships: list[UserMembershipOut] = Field(
        validation_alias="open_memberships", description="Open memberships in groups that you see."
    )


class UserDetailOut(UserFields, Profiles):
    """A user with profiles and branches, for the office."""

    model_config = build_example(
        **PERSON,
        email_verified_at="2026-09-01T09:05:00Z",
        phone_verified_at=None,
        phone_vouched_at=None,
        birth_date="2008-05-17",
        counts_as_adult=False,
        is_minor=False,
        all_branches=True,
        branches=[],
        student_profile=STUDENT,
        teacher_profile=None,
        child_profile=None,
        merged_into=None,
    )

    email_verified_at: datetime | None
    phone_verified_at: datetime | None
    phone_vouched_at: datetime | None = Field(description="When the office entered this number, which is not verified.")
    birth_date: date | None
    counts_as_adult: bool = Field(description="An adult, whatever the birth date and guardians say.")
    is_minor: bool = IS_MINOR
    all_branches: bool
    branches: list[Key]
    child_profile: ChildAccountOut | None
    merged_into: UUID | None = Field(
        validation_alias="merged_into_id", description="This account was a duplicate: that one has everything now."
    )


class UsersQuery(PageQuery):
    """Filters of users."""

    model_config = build_example(search="Жасур", role="student", status="active")

    role: Role | None = Field(None, description="Only users with this role.")
    status: Status | None = Field(None, description="Only active, pending or deactivated users.")
    group: UUID | None = Field(None, description="Only current members of this group.")
    staff: bool | None = Field(None, description="Only members of staff and who asks to be one, or only the others.")
    membership: MembershipFilter | None = Field(None, description="Only people with this status in a group.")
    debtor: bool | None = Field(None, description="With or without overdue payments; needs `payments.see_all`.")
    absent_twice: bool | None = Field(
        None, description="Whether the last two marks are absences; needs `attendance.see_all`."
    )
    telegram: bool | None = Field(None, description="Whether the person or a guardian can be written to in Telegram.")


class UserIn(In):
    """A user to create. A pupil who is a minor by `birth_date` becomes a child, who needs neither e-mail nor phone."""

    model_config = build_example(first_name="Asal", last_name="Oripova", role="student", birth_date="2017-03-08")

    first_name: str = Field(min_length=1, max_length=80)
    last_name: str = Field("", max_length=80)
    patronymic: str = Field("", max_length=80)
    role: Role
    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=32)
    locale: Locale = "uz"
    zone: str = Field("Asia/Tashkent", max_length=64)
    birth_date: BirthDate | None = None


class StudentProfileChanges(Changes):
    """Changes of a pupil's profile; fields that are not sent stay."""

    model_config = build_example(institution=INSTITUTION["id"], education="9th form", preferences={"goal": "IELTS"})

    institution: UUID | None = None
    education: str = Field(default="", max_length=200)
    preferences: Annotated[dict[str, str], AfterValidator(_check_short)] = Field(default={}, max_length=20)


class TeacherProfileChanges(Changes):
    """Changes of a teacher's profile; fields that are not sent stay."""

    model_config = build_example(about=TEACHER["about"], qualifications="CELTA, 2019")

    institution: UUID | None = None
    about: LongTexts = LongTexts(uz="", ru="", en="")
    qualifications: str = Field(default="", max_length=5000)


class ProfileChanges(Changes):
    """Changes of profiles; fields that are not sent stay."""

    model_config = build_example(student_profile={"education": "9th form"})

    student_profile: StudentProfileChanges = StudentProfileChanges()
    teacher_profile: TeacherProfileChanges = TeacherProfileChanges()


class OwnChanges(MeChanges, ProfileChanges):
    """What you may change in your account; fields that are not sent stay."""

    model_config = build_example(locale="ru", student_profile={"education": "9th form"})


class UserChanges(OwnChanges):
    """What the office may change in an account; fields that are not sent stay. Null removes an e-mail, phone or birth
    date.
    """

    model_config = build_example(
        phone="+998901234567", branches=["0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e81"], all_branches=False
    )

    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=32)
    all_branches: bool = True
    branches: list[UUID] = Field([], max_length=100)
    birth_date: BirthDate | None = None
    counts_as_adult: bool = Field(False, description="An adult, whatever the birth date and guardians say.")


class DeactivateIn(In):
    """What becomes of the open memberships: they end today (`leave`), are frozen until somebody lifts it (`freeze`), or
    stay as they are (`keep`). A lead is never frozen: it ends with `freeze` too.
    """

    model_config = build_example(memberships="leave")

    memberships: MembershipChoice | None = None
    teaching: Teaching = None


class RoleIn(In):
    """The new role; `own_role` is a custom role whose permissions replace those of `role`."""

    model_config = build_example(role="manager", own_role=None)

    role: Role
    own_role: UUID | None = None
    teaching: Teaching = None


class ChildSecretsOut(Out):
    """The new code and pictures of the child. The pictures are shown only here."""

    model_config = build_example(code="048213", pictures=["apple", "moon", "cat", "apple"])

    code: str
    pictures: list[str]
