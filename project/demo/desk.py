"""What waits at the demo's office: families with phones, a second group, a shift, and one of each thing to decide.

Like the group's day it is prepared at each start; what is there already stays as it is.
"""

from datetime import date, time, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q

from apps.accounts import services as accounts
from apps.accounts.models import Guardian, User
from apps.accounts.models.profiles import ConsentKind, GuardianKind
from apps.accounts.services.children import create_child_profile, reset_child_credentials
from apps.accounts.services.consents import answer_consent
from apps.accounts.services.guardians import add_guardian
from apps.accounts.services.user_management import change_user
from apps.core.local_days import get_day_bounds
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.courses import services as courses
from apps.courses.models import Group, Membership, MembershipStatus
from apps.gamification.models import Redemption, RedemptionState, ShopItem
from apps.gamification.services.adjustments import adjust_coins
from apps.gamification.services.shop_management import add_shop_item, redeem_shop_item
from apps.lessons.models import Lesson
from apps.lessons.services import create_lesson, create_room, generate_lessons, replace_schedule
from apps.lessons.slots import TimetableLine
from apps.payments.models import OPEN_STATUSES, CashDesk, Payment, PaymentKind, PaymentProof, ProofState
from apps.payments.models.debts import ContactHow, DebtContact
from apps.payments.services.cash_desks import create_cash_desk, open_shift
from apps.payments.services.debt_contacts import PaymentPromise, record_contact
from apps.payments.services.payments_due import NewPayment, create_payment
from apps.payments.services.transfer_proofs import store_proof_file, submit_proof
from project.demo.demo_group import get_demo_email

CASH_DESK = "Kassa 1"
SECOND_GROUP = "English A2 · afternoon"
SECOND_ROOM = "Room 2"
AFTERNOON, AFTERNOON_DAYS = time(16), (1, 3, 5)
"""Tuesday, Thursday and Saturday."""
CLASH_DAY, CLASH_STARTS = 5, time(18, 30)
"""A Saturday evening in the room in which the first group is every evening."""
FAMILIES = (
    ("bobur", "Rustam", "Aliyev", GuardianKind.FATHER, "+998900000101", "uz"),
    ("timur", "Ольга", "Ахмедова", GuardianKind.MOTHER, "+998900000102", "ru"),
    ("malika", "Shahnoza", "Usmonova", GuardianKind.MOTHER, "+998900000103", "uz"),
    ("sevara", "Anvar", "Mirzayev", GuardianKind.FATHER, "+998900000104", "uz"),
)
AFTERNOON_TEACHER = ("Kamila", "Sodiqova")
AFTERNOON_PUPILS = (("Laziz", "Tursunov"), ("Madina", "Yoqubova"))
TRIAL_PUPIL = ("Shirin", "Rasulova")
APPLICANT = ("Jamshid", "Normatov", "+998900000105")
SHOP = (({"uz": "Daftar", "ru": "Тетрадь", "en": "Notebook"}, 50), ({"uz": "Ruchka", "ru": "Ручка", "en": "Pen"}, 15))
"""What the shop sells: one thing that a pupil must save for, and one for the coins of the first days."""
SIBLING = ("Amir", "Karimov")
SIBLING_AGE = 8
SIBLING_OWES, SIBLING_DUE_DAYS_AGO = 38_000_000, 2
"""In tiyin."""
AGE = 12
"""A multiple of four: 29 February has a birthday then as well."""
RECEIPT_PHOTO = Path(__file__).with_name("transfer.png")


def match_desk_people() -> Q:
    """Return what is true of the people whom this module creates. They have no e-mail, so a phone or the name tells."""
    matched = Q(phone__in=[*(family[4] for family in FAMILIES), APPLICANT[2]])
    for first, last in (AFTERNOON_TEACHER, *AFTERNOON_PUPILS, TRIAL_PUPIL, SIBLING):
        matched |= Q(first_name=first, last_name=last)
    return matched


def ensure_families(people: dict[str | None, User], office: User) -> None:
    """Link a parent with a phone to some pupils. They allow recordings; nobody of them has been invited yet."""
    for child, first, last, kind, phone, locale in FAMILIES:
        pupil = people[get_demo_email(child)]
        if Guardian.objects.filter(child=pupil).exists() or User.objects.filter(phone=phone).exists():
            continue
        parent = accounts.create_user(
            first_name=first, last_name=last, role=Role.PARENT, phone=phone, locale=locale, actor=office
        )
        add_guardian(actor=office, parent=parent, child=pupil, kind=kind)
        answer_consent(person=pupil, kind=ConsentKind.RECORDING, given=True, version=None, actor=parent)


def ensure_cash_desk(group: Group, office: User) -> None:
    """Create the cash desk once, with an open shift."""
    if not CashDesk.objects.exists():
        desk = create_cash_desk(actor=office, branch=group.branch, name=CASH_DESK, currency="UZS")
        open_shift(actor=office, desk=desk, counted_amount=0)


def ensure_second_group(first: Group, office: User) -> None:
    """Create a group of some afternoons once: its lesson of yesterday is not marked, one of its lessons has no room."""
    if Group.objects.filter(name=SECOND_GROUP).exists():
        generate_lessons(Group.objects.get(name=SECOND_GROUP), since=first.today)
        return
    first_name, last_name = AFTERNOON_TEACHER
    teacher = accounts.create_user(first_name=first_name, last_name=last_name, role=Role.TEACHER, actor=office)
    group = courses.create_group(
        actor=office, branch=first.branch, course=first.course, name=SECOND_GROUP, lead_teacher=teacher, capacity=12
    )
    for name, family in AFTERNOON_PUPILS:
        _add_pupil(group, name, family, office, MembershipStatus.ACTIVE)
    room = create_room(actor=office, branch=group.branch, name=SECOND_ROOM, seats=12)
    lines = [
        TimetableLine(AFTERNOON, 90, valid_from=group.today, weekday=day, room_id=room.pk) for day in AFTERNOON_DAYS
    ]
    taken = Lesson.objects.filter(group=first, room__isnull=False).order_by("starts_at").first()
    if taken is not None:
        lines.append(TimetableLine(CLASH_STARTS, 90, valid_from=group.today, weekday=CLASH_DAY, room_id=taken.room_id))
    replace_schedule(actor=office, group=group, lines=lines, expected_changed_at=None)
    generate_lessons(group, since=group.today)
    begins, _ends = get_day_bounds(group.today - timedelta(days=1), group.local_zone)
    starts_at = begins + timedelta(hours=AFTERNOON.hour)
    ends_at = starts_at + timedelta(minutes=90)
    if not Lesson.objects.filter(group=group, starts_at__lt=ends_at).exists():
        create_lesson(actor=office, group=group, starts_at=starts_at, ends_at=ends_at, force=True, reason="Demo")


def ensure_trial(group: Group, office: User) -> None:
    """Let a pupil be on trial in the group that meets every day."""
    if not Membership.objects.filter(group=group, status=MembershipStatus.TRIAL, left_on=None).exists():
        _add_pupil(group, *TRIAL_PUPIL, office, MembershipStatus.TRIAL)


def ensure_birthday(pupils: list[User], today: date, office: User) -> None:
    """Let a pupil with a parent have a birthday today, as long as one without a birth date is left."""
    if User.objects.filter(birth_date__month=today.month, birth_date__day=today.day).exists():
        return
    children = set(Guardian.objects.filter(ended_at=None).values_list("child_id", flat=True))
    child = next((pupil for pupil in pupils if pupil.pk in children and pupil.birth_date is None), None)
    if child is not None:
        change_user(user=child, actor=office, birth_date=today.replace(year=today.year - AGE))


def ensure_promise(debtor: User, today: date, office: User) -> None:
    """Let the family of a debtor have promised to pay today."""
    owes = Payment.objects.filter(student=debtor, status__in=OPEN_STATUSES).exists()
    if owes and not DebtContact.objects.filter(student=debtor).exists():
        promise, note = PaymentPromise(on=today), "The father pays today"
        record_contact(actor=office, student=debtor, currency="UZS", how=ContactHow.CALL, note=note, promise=promise)


def ensure_sibling(parent: User, office: User) -> None:
    """Give the parent a second child, in the second group, who signs in with pictures and owes a payment."""
    group = Group.objects.filter(name=SECOND_GROUP).first()
    first, last = SIBLING
    if group is None or Guardian.objects.filter(parent=parent, child__first_name=first).exists():
        return
    with unit_of_work():
        child = accounts.create_user(
            first_name=first, last_name=last, role=Role.STUDENT, actor=office,
            birth_date=date(group.today.year - SIBLING_AGE, 1, 1),
        )  # fmt: skip
        create_child_profile(user=child, actor=office)
        reset_child_credentials(child=child, actor=office)
        courses.add_member(actor=office, group=group, student=child)
        add_guardian(actor=office, parent=parent, child=child, kind=GuardianKind.MOTHER)
        answer_consent(person=child, kind=ConsentKind.RECORDING, given=True, version=None, actor=parent)
        new_payment = NewPayment(
            student=child, branch=group.branch, kind=PaymentKind.OTHER, gross=SIBLING_OWES, amount=SIBLING_OWES,
            currency="UZS", due_on=group.today - timedelta(days=SIBLING_DUE_DAYS_AGO), group=group,
            title=f"{group.name}, {group.today:%B}",
        )  # fmt: skip
        create_payment(actor=office, new_payment=new_payment)


def ensure_proof(parent: User) -> None:
    """Let the parent have sent the photo of a transfer for what the second child owes."""
    children = parent.wards.filter(child__first_name=SIBLING[0]).values("child")
    payment = Payment.objects.filter(student__in=children, status__in=OPEN_STATUSES).order_by("due_on", "id").first()
    if payment is None or PaymentProof.objects.filter(state=ProofState.SENT).exists():
        return
    upload = SimpleUploadedFile(RECEIPT_PHOTO.name, RECEIPT_PHOTO.read_bytes(), content_type="image/png")
    file = store_proof_file(owner=parent, payment=payment, upload=upload)
    submit_proof(actor=parent, payment=payment, file=file)


def ensure_shop(office: User) -> None:
    """Put the things of the shop up once."""
    for name, price in SHOP:
        if not ShopItem.objects.filter(name__en=name["en"]).exists():
            add_shop_item(actor=office, values={"name": name, "price": price, "stock": 20})


def ensure_order(office: User) -> None:
    """Let a pupil of the second group have bought a notebook that is not handed over yet."""
    if Redemption.objects.filter(state=RedemptionState.REQUESTED).exists():
        return
    member = (
        Membership.objects.filter(group__name=SECOND_GROUP, left_on=None)
        .select_related("student")
        .order_by("id")
        .first()
    )
    item = ShopItem.objects.filter(archived_at=None).order_by("id").first()
    if member is None or item is None:
        return
    adjust_coins(actor=office, student=member.student, amount=item.price, reason="Helped at the open day")
    redeem_shop_item(student=member.student, item=item)


def ensure_applicant() -> None:
    """Let somebody have signed up as a teacher."""
    first, last, phone = APPLICANT
    if not User.objects.filter(phone=phone).exists():
        user = accounts.create_user(first_name=first, last_name=last, role=Role.MEMBER, phone=phone, verified=True)
        user.requested_role = Role.TEACHER
        user.save(update_fields=["requested_role", "updated_at"])


def _add_pupil(group: Group, name: str, family: str, office: User, status: MembershipStatus) -> None:
    pupil = accounts.create_user(first_name=name, last_name=family, role=Role.STUDENT, actor=office)
    courses.add_member(actor=office, group=group, student=pupil, status=status)
