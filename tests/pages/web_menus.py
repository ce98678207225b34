"""Every address of each menu as the first page that somebody opens: `./talim test-web tests/pages/web_menus.py`."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import ChildProfile, User
from apps.accounts.services.roles import create_custom_role
from apps.core.permissions import Role
from tests import factories
from tests.pages.appearance_data import create_small_centre
from tests.pages.browser import make_login

pytestmark = pytest.mark.django_db(transaction=True)


def list_menu_readers(centre):
    """Who has a menu of their own: the name, and the login."""
    readers = {person.name: person.login for person in centre.people if person.name in ("pupil", "parent", "teacher")}
    return readers | {"admin": centre.office.login}


def make_other_readers():
    """Who has a part of these menus: a manager, a role that the centre made, and a small child."""
    readers = {}
    readers["manager"] = make_login(User.objects.get(email="office@demo.example"), locale="en")
    admin = User.objects.get(email="admin@demo.example")
    permissions = ["payments.see_all", "payments.confirm", "groups.see_all"]
    cashier = factories.make_user(Role.MANAGER, "Kamola", "Tosheva")
    cashier.own_role = create_custom_role(actor=admin, name={"en": "Cashier"}, permissions=permissions)
    cashier.save(update_fields=["own_role"])
    readers["cashier"] = make_login(cashier)
    child = factories.make_user(Role.STUDENT, "Asal", "Oripova")
    born = timezone.localdate() - timedelta(days=5 * 366)
    ChildProfile.objects.create(user=child, birth_date=born, code="204818")
    readers["child"] = make_login(child, birth_date=born)
    return readers


def tell(readers):
    return [{"name": name, "login": login, "pages": []} for name, login in readers.items()]


def test_every_address_of_each_menu_opens_by_itself(play):
    """In three languages by turns: that no page lacks its words in any language is seen without a browser
    (clients/pages/test/page-words.test.ts).
    """
    with create_small_centre() as centre:
        play("menus", people=tell(list_menu_readers(centre)), every=False)


@pytest.mark.slow
def test_every_address_of_each_menu_opens_by_itself_in_each_language(play):
    with create_small_centre() as centre:
        play("menus", people=tell(list_menu_readers(centre) | make_other_readers()), every=True)
