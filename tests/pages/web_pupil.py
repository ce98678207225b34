"""A pupil in a real Chromium with a microphone that hears a file: `./talim test-web tests/pages/web_pupil.py`.

The server is real; what the engine says about every recording was recorded once (`tests/homework/recorded.json`).
What the browser does stands in `clients/pages/test/pupil*.browser.ts`.
"""

import json
import threading
from datetime import date, timedelta
from string import ascii_lowercase

import pytest
from django.conf import settings
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import ChildProfile, Consent, ConsentKind, RefreshToken, Session, User
from apps.attendance.models import Attendance
from apps.attendance.services.check_in import get_check_in_code
from apps.core.permissions import Role
from apps.gamification.models import Period, Redemption, ShopItem
from apps.gamification.queries.leaderboards import build_leaderboard_rows, rank_group_members
from apps.gamification.services import shop_management
from apps.gamification.services.adjustments import adjust_coins
from apps.homework.models import Appeal, Assignment, Attempt, ProcessingStage
from apps.homework.services.extensions import extend_homework
from apps.homework.services.reviews import review_homework
from apps.homework.services.scoring import set_attempt_stage, store_score
from apps.homework.services.word_corrections import correct_words
from apps.jobs.kinds import ClaimedJob
from apps.lessons.models import Lesson
from apps.notifications.composition import compose_message
from apps.notifications.models import NotificationLog, PushSubscription
from apps.notifications.push.payload import build_payload
from apps.notifications.services import notify
from apps.settings.models import SystemSettings
from tests import factories
from tests.gamification.helpers import earn
from tests.guide.guide_server import answer_recordings
from tests.homework import submission_helpers
from tests.homework.browser_recordings import encode_as_firefox, encode_as_safari
from tests.pages.browser import PAGES, create_running_lesson, find_chromium, make_login
from tests.remote_control import serve_methods

EVENINGS = sorted(path.name.partition(".")[0] for path in (PAGES / "test").glob("pupil*.browser.ts"))
SLOW = {"pupil-away", "pupil-device", "pupil-lost", "pupil-other", "pupil-push", "pupil-sent", "pupil-young"}
NAME = "<img src=x onerror=alert(2)>"


def written(path, data):
    path.write_bytes(data)
    return path


class Centre:
    """The server, and what is done there behind a pupil's back: its public methods, through the side door."""

    def __init__(self, server, group, pupil, other):
        self._server, self._group, self._pupil, self._other = server, group, pupil, other
        self._claims: list[ClaimedJob] = []
        self.engine_away = threading.Event()

    def give(self, title, seconds=None, kind="reading", tries=None):
        """Homework for the group; with `seconds` it is due then, and nothing late is taken."""
        more = {"attempts_allowed": tries} if tries else {}
        if seconds is not None:
            more |= {"deadline": timezone.now() + timedelta(seconds=seconds), "late_policy": "refuse"}
        if kind == "text":
            more |= {"reference_text": "", "instructions": "Write about your family."}
        submission_helpers.assign_reading(self._group, title=title, kind=kind, **more)

    def attempts(self, title):
        """What was submitted for this homework."""
        rows = Attempt.objects.filter(homework__assignment__title=title).select_related("file").order_by("number")
        return [
            {"state": row.state, "type": row.file.content_type, "size": row.file.size, "name": row.file.original_name}
            if row.file
            else {"state": row.state}
            for row in rows
        ]

    def appeals(self, title):
        """What the pupil asked for about the score of this homework."""
        return list(Appeal.objects.filter(homework__assignment__title=title).values_list("text", flat=True))

    def send_back(self, title, comment):
        """The teacher wants it once more."""
        homework = submission_helpers.get_homework(Assignment.objects.get(title=title), self._pupil)
        review_homework(reviewer=self._group.lead_teacher, homework=homework, decision="return", comment=comment)

    def accept(self, title):
        """The teacher gives the mark."""
        homework = submission_helpers.get_homework(Assignment.objects.get(title=title), self._pupil)
        review_homework(reviewer=self._group.lead_teacher, homework=homework, decision="accept", score=90)

    def be_eight(self):
        """The pupil has been eight years old for some months, and may record."""
        today = timezone.localdate()
        User.objects.filter(pk=self._pupil.pk).update(birth_date=date(today.year - 9, today.month, 28))
        self.allow()

    def from_another_device(self, title, take=0):
        """The pupil submits a recording elsewhere; another `take` is another one."""
        submission_helpers.submit_recording(Assignment.objects.get(title=title), self._pupil, take=take)

    def correct(self, title, place, given):
        """The teacher says how the word at this place was read."""
        attempt = Attempt.objects.get(homework__assignment__title=title)
        correct_words(actor=self._group.lead_teacher, attempt=attempt, words={place: given})

    def away(self):
        """The engine takes nothing by itself any more."""
        self.engine_away.set()

    def before_her(self, title):
        """Another pupil submits."""
        submission_helpers.submit_recording(Assignment.objects.get(title=title), self._other, take=1)

    def takes_next(self):
        """The engine takes the recording whose turn it is, and listens to it."""
        self._claims += jobs.claim_jobs(queue="speech", limit=1, worker="test")
        set_attempt_stage(claim=self._claims[-1], stage=ProcessingStage.TRANSCRIBING)

    def back(self):
        """The engine answers what it took, and goes on by itself."""
        claims, self._claims = self._claims, []
        try:
            for claim in claims:
                models = submission_helpers.register_models()
                store_score(claim=claim, result=submission_helpers.recorded_result(), models=models)
        finally:
            self.engine_away.clear()

    def sell(self, name, price):
        """There is something to buy."""
        shop_management.add_shop_item(actor=self._group.lead_teacher, values={"name": {"en": name}, "price": price})

    def reprice(self, name, price):
        """It costs something else now."""
        item = ShopItem.objects.get(name__en=name)
        shop_management.change_shop_item(actor=self._group.lead_teacher, item=item, changes={"price": price})

    def coins(self, amount):
        """The teacher gives the pupil coins, or takes them."""
        adjust_coins(actor=self._group.lead_teacher, student=self._pupil, amount=amount, reason="For the shop")

    def crowd(self, better, worse):
        """Another group of the pupil, where so many others have more coins this week, and so many have fewer."""
        above, below = (
            [factories.make_user(Role.STUDENT, name + letter) for letter in ascii_lowercase[:many]]
            for name, many in (("Better", better), ("Worse", worse))
        )
        of = self._group
        people = {"teacher": of.lead_teacher, "pupils": (self._pupil, *above, *below)}
        group = factories.make_group(branch=of.branch, course=of.course, name="A2 Sunday", **people)
        earn(self._pupil, worse + 1)
        board = build_leaderboard_rows(rank_group_members(group, period=Period.WEEK), shown_anyway_ids=None)
        [own] = [row["coins"] for row in board if row["student"] == str(self._pupil.pk)]
        for number, item in enumerate(above, 1):
            earn(item, own + number)
        for number, item in enumerate(below, 1):
            earn(item, number)

    def bought(self):
        """What the pupil has bought."""
        redemptions = Redemption.objects.filter(student=self._pupil).order_by("created_at")
        return [item.item.name["en"] for item in redemptions.select_related("item")]

    def expire(self):
        """The pupil's sign-ins are over, as after a long time."""
        past = timezone.now() - timedelta(minutes=1)
        RefreshToken.objects.filter(session__user=self._pupil).update(expires_at=past)
        Session.objects.filter(user=self._pupil).update(expires_at=past)

    def die(self):
        """The server is killed."""
        self._server.die()

    def come_back(self):
        """It is there again, under its address."""
        self._server.start()

    def over(self, title):
        """The deadline of this homework is over."""
        Assignment.objects.filter(title=title).update(deadline=timezone.now())

    def extend(self, title):
        """An hour more for the pupil."""
        homework = submission_helpers.get_homework(Assignment.objects.get(title=title), self._pupil)
        extend_homework(actor=self._group.lead_teacher, homework=homework, until=timezone.now() + timedelta(hours=1))

    def longest(self, seconds):
        """The centre takes recordings of so many seconds."""
        SystemSettings.objects.update(recording_max_seconds=seconds)

    def devices(self):
        """How many browsers take the pupil's messages."""
        return PushSubscription.objects.filter(user=self._pupil).count()

    def push(self, title):
        """The teacher accepts the homework; what the pupil's browser is sent about that."""
        homework = submission_helpers.get_homework(Assignment.objects.get(title=title), self._pupil)
        data = {"homework": str(homework.pk), "title": title, "score": 86, "coins": 17}
        notify(user=self._pupil, type="homework.accepted", data=data)
        row = NotificationLog.objects.get(user=self._pupil, channel="push", type="homework.accepted")
        head, text = compose_message(row)
        return json.loads(build_payload(row, title=head, text=text))

    def check_in_address(self):
        """Where the code leads that the teacher of the lesson of this moment shows."""
        SystemSettings.objects.update(self_check_in=True)
        lesson = Lesson.objects.first() or create_running_lesson(self._group)
        return f"/check-in/{lesson.pk}/{get_check_in_code(lesson=lesson).code}"

    def presence(self):
        """Who marked the pupil in the one register."""
        return Attendance.objects.get(student=self._pupil).source

    def be_a_child(self):
        """Guardians answer for the pupil, and have not yet."""
        ChildProfile.objects.create(user=self._pupil, birth_date=date(2017, 3, 4), code="048213")

    def allow(self):
        """A guardian allows recordings."""
        Consent.objects.create(person=self._pupil, kind=ConsentKind.RECORDING, given=True, text_version="1")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "evening", [pytest.param(name, marks=pytest.mark.slow) if name in SLOW else name for name in EVENINGS]
)
def test_pupil_pages(evening, play, server, group, pupil, second_pupil, tmp_path, monkeypatch):
    """Each of the browser's tests asks the database what was submitted."""
    login = make_login(pupil, locale="en", first_name=NAME)
    monkeypatch.setattr(settings.ENV, "vapid_private_key", server.push_key)
    others = {
        "firefox": str(written(tmp_path / "firefox.ogg", encode_as_firefox("good-adult.webm"))),
        "safari": str(written(tmp_path / "safari.m4a", encode_as_safari("good-child.m4a"))),
        "other": make_login(second_pupil, locale="en"),
    }
    centre = Centre(server, group, pupil, second_pupil)
    with answer_recordings(centre.engine_away), serve_methods(centre) as address:
        browser = find_chromium(notifications=evening == "pupil-push")
        print(play(evening, door=address, login=login, name=NAME, chromium=browser, **others))
