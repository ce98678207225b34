"""A placement test from the office to a stranger's level, in a real Chromium (`placement.browser.ts`)."""

import pytest

from apps.courses.models import Placement
from apps.jobs.kinds import ClaimedJob
from apps.quizzes.models import PlacementSession, PlacementSpeech, Question
from apps.quizzes.questions.bodies import SpeakBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import SpeakKey
from apps.quizzes.services import banks, starter_bank
from tests.pages.browser import make_login, write_voice_file
from tests.quizzes.quiz_helpers import write_prompt
from tests.remote_control import serve_methods

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

READ, TEXT, SECONDS = "03-001350194.webm", "The good thing is that we can see the game.", 4


class Engine:
    """The speech process, once it is wanted."""

    def __init__(self, processes):
        self._processes = processes

    def hear(self):
        self._processes.spawn(["speech"]).wait_for("speech ready")


def ask_what_the_microphone_hears(actor):
    """Put its text in the place of those that the bank asks to be read aloud."""
    questions = Question.objects.filter(kind="speak")
    bank = questions.first().bank
    questions.update(difficulty=None)
    draft = QuestionDraft(
        name="game",
        prompt=write_prompt("Read the sentence aloud."),
        body=SpeakBody(kind="speak", task="reading", text=TEXT, max_seconds=60),
        key=SpeakKey(kind="speak"),
        skill="speaking",
        difficulty=0.0,
    )
    banks.create_question(actor=actor, bank=bank, draft=draft)


def test_a_stranger_finds_a_level_and_becomes_a_pupil_who_has_it(play, processes, group, admin, tmp_path):
    job = ClaimedJob(admin.pk, starter_bank.ADD_STARTER_BANK, "", {"actor": str(admin.pk)}, 1)
    starter_bank.run_add_starter_bank(job)
    ask_what_the_microphone_hears(admin)
    voice = str(write_voice_file(tmp_path / "voice.wav", READ))
    with serve_methods(Engine(processes)) as address:
        play(
            "placement", door=address, office=make_login(admin, locale="en"), voice=voice, text=TEXT, seconds=SECONDS,
        )  # fmt: skip
    [placement], session = Placement.objects.all(), PlacementSession.objects.get()
    pupil = placement.student
    assert (pupil.role, pupil.full_name, pupil.phone) == ("student", "Nodira Karimova", "+998901234567")
    assert (placement.method, placement.note, placement.level.code) == ("test", "English for adults", session.level)
    [speech] = PlacementSpeech.objects.all()
    assert (speech.state, speech.allowed_by, speech.is_sure) == ("heard", "guardian", True)
