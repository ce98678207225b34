"""A contact shared with the bot verifies the number of the account: only the sender's own, only the same number."""

import pytest

from apps.accounts.models import User
from tests.accounts.entry import signup
from tests.accounts.telegram.chat import Bot, new_chat

pytestmark = pytest.mark.django_db


def share(bot: Bot, chat: int, phone: str, owner: int) -> None:
    bot.write(chat, "", text=None, contact={"phone_number": phone, "first_name": "Gulnora", "user_id": owner})


def make_person(phone: str | None) -> User:
    user = signup.create_verified_user(phone=phone)
    assert user.phone_verified_at is None
    return user


def is_verified(user: User) -> bool:
    user.refresh_from_db()
    return user.phone_verified_at is not None


def test_own_contact_verifies_the_number_after_linking(bot):
    phone = signup.new_phone()
    user = make_person(phone)
    chat = bot.link(user)
    assert "share your phone number" in bot.reads(chat)[-1]
    share(bot, chat, phone.removeprefix("+"), chat)
    assert is_verified(user)
    assert "verified" in bot.reads(chat)[-1]


def test_contact_of_another_person_and_another_number_verify_nothing(bot):
    phone = signup.new_phone()
    user = make_person(phone)
    chat = bot.link(user)
    share(bot, chat, phone, new_chat())
    assert "not your own contact" in bot.reads(chat)[-1]
    share(bot, chat, signup.new_phone(), chat)
    assert "another number" in bot.reads(chat)[-1]
    assert not is_verified(user)
    share(bot, new_chat(), phone, chat)
    assert not is_verified(user)


def test_account_without_a_number_gets_a_free_one_only(bot):
    taken = make_person(signup.new_phone())
    user, phone = make_person(None), signup.new_phone()
    chat = bot.link(user)
    share(bot, chat, taken.phone, chat)
    assert not is_verified(user)
    share(bot, chat, phone, chat)
    assert is_verified(user)
    assert user.phone == phone


def test_contact_of_a_deactivated_user_verifies_nothing(bot):
    phone = signup.new_phone()
    user = make_person(phone)
    chat = bot.link(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    share(bot, chat, phone, chat)
    assert not is_verified(user)
