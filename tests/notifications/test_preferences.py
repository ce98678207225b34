"""What people want: a table of types and channels with what is usual, quiet hours and a digest."""

from datetime import time

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, OwnRole, TelegramLink, User
from apps.core.errors import Invalid
from apps.notifications.groups import MessageGroup, get_message_group
from apps.notifications.models import MessageSettings, NotificationPreference
from apps.notifications.services import notify
from apps.notifications.services.preferences import mute_type, unmute_type
from apps.notifications.types import get_notification_types_by_name
from apps.settings.services import update_system_settings

ME = "/notifications/preferences/me/"


def word(type_, channel, wanted):
    return {"type": type_, "channel": channel, "wanted": wanted}


def cell(answer, type_, channel):
    (line,) = [line for line in answer["types"] if line["type"] == type_]
    (row,) = [each_channel for each_channel in line["channels"] if each_channel["channel"] == channel]
    return row


def test_preferences_show_defaults_and_own_choices(parent, client_for):
    client = client_for(parent)
    usual = client.get(ME).json
    assert cell(usual, "attendance.absent", "telegram") == {
        "channel": "telegram", "wanted": True, "own": None, "declared": True, "fixed": False, "offered": True,
        "obstacle": "not_set_up",
    }  # fmt: skip
    assert (usual["preferences"], usual["quiet_from"], usual["digest"]) == ([], "22:00", "off")
    body = {"preferences": [word("homework.missed", "telegram", False)], "quiet_from": "21:30", "digest": "daily"}
    changed = client.put(ME, body)
    assert (changed.status, changed.json) == (200, client.get(ME).json)
    assert cell(changed.json, "homework.missed", "telegram")["wanted"] is False
    assert changed.json | {"quiet_from": "21:30", "quiet_until": "08:00", "digest": "daily"} == changed.json
    assert changed.json["own_times"] == {"quiet_from": "21:30", "quiet_until": None, "digest_at": None}
    assert client.put(ME, {"preferences": []}).json == usual
    assert (NotificationPreference.objects.count(), MessageSettings.objects.count()) == (0, 0)


def test_preferences_say_which_channels_cannot_reach_the_user(parent, client_for):
    client = client_for(parent)

    def obstacle(channel, type_="payments.overdue"):
        return cell(client.get(ME).json, type_, channel)["obstacle"]

    User.objects.filter(pk=parent.pk).update(phone=None, phone_verified_at=None, email_verified_at=None)
    assert (obstacle("sms"), obstacle("email"), obstacle("in_app")) == ("no_address", "not_verified", None)
    User.objects.filter(pk=parent.pk).update(phone="+998901234567", email_verified_at=timezone.now())
    assert (obstacle("sms"), obstacle("email")) == ("not_verified", None)
    User.objects.filter(pk=parent.pk).update(phone_verified_at=timezone.now())
    assert obstacle("sms") is None


def test_each_type_is_in_one_of_six_groups(parent, client_for):
    groups = {line["type"]: line["group"] for line in client_for(parent).get(ME).json["types"]}
    assert (groups["attendance.absent"], groups["homework.missed"]) == ("lessons", "homework")
    assert {get_message_group(name) for name in get_notification_types_by_name()} == set(MessageGroup)


def test_unset_times_follow_the_centre(parent, client_for):
    client = client_for(parent)
    client.put(ME, {"preferences": [], "quiet_from": "21:30", "digest": "daily"})
    update_system_settings(actor=None, quiet_from=time(23), quiet_until=time(9, 15), digest_at=time(18, 45))
    now = client.get(ME).json
    assert (now["quiet_from"], now["quiet_until"], now["digest_at"]) == ("21:30", "09:15", "18:45")


def test_preferences_say_whether_telegram_brings_messages(parent, bot, client_for):
    client = client_for(parent)
    assert client.get(ME).json["telegram"] == "unlinked"
    TelegramLink.objects.create(user=parent, chat_id=42, linked_at=timezone.now())
    assert client.get(ME).json["telegram"] == "linked"


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (word("homework.lost", "telegram", True), "preferences.0.type"),
        (word("notifications.digest", "telegram", False), "preferences.0.type"),
        (word("homework.accepted", "pigeon", True), "preferences.0.channel"),
        (word("payments.overdue", "in_app", False), "preferences.0.wanted"),
        (word("security.token_reused", "email", False), "preferences.0.wanted"),
        (word("homework.accepted", "sms", True), "preferences.0.wanted"),
    ],
    ids=["no such type", "digest", "no such channel", "money in the app", "security by e-mail", "no money for it"],
)
def test_invalid_preferences_are_refused_by_field(parent, client_for, sent, field):
    client = client_for(parent)
    assert client.put(ME, {"preferences": [word("homework.accepted", "telegram", False)]}).status == 200
    before = client.get(ME).json
    answer = client.put(ME, {"preferences": [sent]})
    assert (answer.status, list(answer.json["fields"])) == (422, [field])
    assert client.get(ME).json == before


@pytest.mark.parametrize(
    "body",
    [
        {"preferences": [word("homework.accepted", "telegram", False)] * 2},
        {"preferences": [], "quiet_from": "25:00"},
        {"preferences": [], "digest": "weekly"},
    ],
    ids=["twice", "no such time", "no such digest"],
)
def test_malformed_preferences_are_refused(parent, client_for, body):
    assert client_for(parent).put(ME, body).status == 422


def test_mute_and_unmute_one_type(parent):
    mute_type(parent, "attendance.absent", "telegram")
    mute_type(parent, "attendance.absent", "telegram")
    assert list(NotificationPreference.objects.values_list("type", "channel", "wanted")) == [
        ("attendance.absent", "telegram", False)
    ]
    unmute_type(parent, "attendance.absent", "telegram")
    assert NotificationPreference.objects.count() == 0
    unmute_type(parent, "homework.submitted", "telegram")
    assert NotificationPreference.objects.get().wanted is True
    mute_type(parent, "homework.submitted", "telegram")
    assert NotificationPreference.objects.get().wanted is False
    for type_, channel in (("payments.overdue", "in_app"), ("homework.lost", "telegram")):
        with pytest.raises(Invalid):
            mute_type(parent, type_, channel)


def listed(client):
    return {line["type"] for line in client.get(ME).json["types"]}


def test_only_types_that_can_reach_the_user_are_listed(admin, teacher, parent, pupil, client_for):
    shown = {person.role: listed(client_for(person)) for person in (admin, teacher, parent, pupil)}
    everybodys = {"announcement.published", "security.telegram_linked"}
    assert all(everybodys <= types for types in shown.values())
    assert {role for role, types in shown.items() if "homework.assigned" in types} == {"student"}
    assert {role for role, types in shown.items() if "attendance.absent" in types} == {"parent"}
    assert {role for role, types in shown.items() if "homework.submitted" in types} == {"admin", "teacher"}
    assert {role for role, types in shown.items() if "payments.overdue" in types} == {"parent", "student"}
    assert {role for role, types in shown.items() if "payments.dispute" in types} == {"admin"}
    assert {role for role, types in shown.items() if "lesson.moved" in types} == set(shown)


def test_guardians_and_permission_holders_see_their_types(teacher, pupil, client_for):
    client = client_for(teacher)
    assert not {"attendance.absent", "payments.dispute"} & listed(client)
    Guardian.objects.create(parent=teacher, child=pupil, kind="mother")
    assert "attendance.absent" in listed(client)
    teacher.own_role = OwnRole.objects.create(name={"en": "Cashier"}, permissions=["payments.confirm"])
    teacher.save(update_fields=["own_role"])
    assert {"attendance.absent", "payments.dispute"} <= listed(client)
    assert "homework.submitted" not in listed(client)


@pytest.mark.parametrize("reason", ["received before", "own choice"])
def test_types_received_before_or_with_own_choices_stay_listed(teacher, client_for, reason):
    if reason == "own choice":
        NotificationPreference.objects.create(user=teacher, type="homework.assigned", channel="email", wanted=False)
    else:
        notify(user=teacher, type="homework.assigned", data={"title": "Unit 3"})
    assert "homework.assigned" in listed(client_for(teacher))


def test_type_titles_are_unique_in_every_language(admin, parent, pupil, client_for):
    for person in (admin, parent, pupil):
        for language in ("uz", "ru", "en"):
            person.locale = language
            person.save(update_fields=["locale"])
            names = [line["title"] for line in client_for(person).get(ME).json["types"]]
            assert not [name for name in names if "{" in name or not name]
            assert len(names) == len(set(names))
