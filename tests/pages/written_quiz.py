"""Quizzes with a question of each kind that they ask, with a picture and a recording."""

import wave
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from apps.core.files.stored import store_image, store_upload
from apps.quizzes.models import QuestionFile
from tests.factories import client_for
from tests.homework.submission_helpers import TEXT
from tests.quizzes.quiz_helpers import hand_in, make_bank_of_centre, make_quiz, publish, send, start, write_prompt

SECONDS = 1
LARGEST = 1_000_000
SHOWN = {"shuffle_options": False, "show_answers": "after_attempt", "show_explanations": "after_attempt"}
"""Settings of a quiz whose learners see everything at once."""
RESPONSES = {
    "single": {"option": "x9"}, "multiple": {"options": ["d1", "d2", "d3"]}, "short": {"text": "go"},
    "number": {"text": "12"}, "matching": {"pairs": {"c1": "s1", "c2": "s3"}},
    "gap": {"gaps": {"g1": "are", "g2": "o1"}}, "essay": {"text": "My town is small and green. " * 20},
    "hotspot": {"points": [{"x": 0.7, "y": 0.5}]}, "dictation": {"text": "Good evening"},
}  # fmt: skip
"""What a learner answers to each kind, right and wrong; nothing to the others."""


def write_quiz(author, *, kinds=(), group=None, **settings):
    """Write and publish a quiz of these kinds, of all of them without; of a group, or of the centre."""
    bank = make_bank_of_centre(author)
    picture, sound = _add_file(author, bank, _store_picture(author)), _add_file(author, bank, _store_sound(author))
    questions = _list_questions(picture, sound)
    client = client_for(author)
    ids = []
    for kind in kinds or questions:
        prompt, body, key, more = questions[kind]
        draft = {"prompt": write_prompt(prompt), "body": {"kind": kind, **body}, "key": {"kind": kind, **key}, **more}
        answer = client.post(f"/quizzes/banks/{bank}/questions/", draft)
        assert answer.status == 201, answer.json
        ids.append(answer.json["id"])
    return publish(author, make_quiz(author, group=group, **settings), ids)


def take_quiz(learner, quiz):
    """Answer a quiz and hand it in: the id of the attempt."""
    attempt = start(learner, quiz)
    for question in attempt["questions"]:
        kind = question["kind"]
        if kind in RESPONSES:
            assert send(learner, attempt, question["place"], {"kind": kind, **RESPONSES[kind]}).status == 200
    return hand_in(learner, attempt)["id"]


def _list_questions(picture, sound):
    """Each kind: its prompt, body and key, and what else it has."""
    options = [
        {"id": "k3", "text": "She goes to school."}, {"id": "x9", "text": "She go to school."},
        {"id": "m4", "text": "She going to school every day, and on Sundays to her grandmother in the village."},
    ]  # fmt: skip
    cities = [{"id": "c1", "text": "Samarqand"}, {"id": "c2", "text": "Buxoro"}, {"id": "c3", "text": "Xiva"}]
    sights = [{"id": "s1", "text": "Registon"}, {"id": "s2", "text": "Ark"}, {"id": "s3", "text": "Ichan-Qalʼa"}]
    days = [{"id": "d1", "text": "Monday"}, {"id": "d2", "text": "Tuesday"}, {"id": "d3", "text": "Wednesday"}]
    gaps = [
        {"id": "g1", "kind": "typed"},
        {"id": "g2", "kind": "chosen", "options": [{"id": "o1", "text": "at"}, {"id": "o2", "text": "on"}]},
    ]
    hint = {"text": "Think of he, she, it.", "cost": 0.5}
    region = {"shape": "circle", "points": [{"x": 0.25, "y": 0.5}, {"x": 0.4, "y": 0.5}]}
    return {
        "single": (
            "Which sentence is right?", {"options": options},
            {"shares": {"k3": 1}, "explanation": "He, she and it take -s.", "hints": [hint]},
            {"pictures": [{"file": picture, "alt": "A red circle and a blue square"}]},
        ),
        "multiple": ("Which of these are days?", {"options": [*days, {"id": "z1", "text": "Apple"}]},
                     {"shares": {"d1": 0.34, "d2": 0.33, "d3": 0.33}}, {}),
        "true_false": ("Samarqand is older than Tashkent’s metro.", {}, {"correct": True}, {}),
        "short": ("The past of “go” is …", {}, {"answers": [{"text": "went"}]}, {}),
        "number": ("How many months has a year?", {}, {"answers": [{"value": "12"}]}, {}),
        "ordering": ("Put the days into order.", {"items": days}, {"order": ["d1", "d2", "d3"]}, {}),
        "matching": ("What is where?", {"left": cities, "right": sights},
                     {"pairs": {"c1": "s1", "c2": "s2", "c3": "s3"}}, {}),
        "gap": ("Fill the gaps.", {"text": "My name [[g1]] Malika. The lesson begins [[g2]] six.", "gaps": gaps},
                {"gaps": {"g1": {"answers": [{"text": "is"}]}, "g2": {"option": "o1"}}}, {}),
        "essay": ("Write about your town.", {"min_words": 20, "max_words": 60}, {"guide": "Linking words."}, {}),
        "hotspot": ("Where is the red circle?", {"picture": picture}, {"regions": [region], "aspect": 2}, {}),
        "dictation": ("Listen and write.", {}, {"text": "Good morning"}, {"audio": sound, "max_plays": 2}),
        "speak": ("Read this aloud.", {"task": "reading", "text": TEXT, "max_seconds": 60}, {}, {"points": 10}),
        "file": ("Draw your family, or take a photo of it.", {"max_files": 2}, {"guide": "Four people."}, {}),
    }  # fmt: skip


def _add_file(author, bank, stored):
    return str(QuestionFile.objects.create(bank_id=bank, file=stored, added_by=author).pk)


def _store_picture(author):
    """A red circle on the left, a blue square on the right."""
    picture = Image.new("RGB", (600, 300), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((60, 60, 240, 240), fill="firebrick")
    draw.rectangle((360, 60, 540, 240), fill="navy")
    out = BytesIO()
    picture.save(out, "WEBP")
    return store_image(owner=author, data=out.getvalue())


def _store_sound(author):
    out = BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 2, 8_000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 8_000 * SECONDS))
    upload = SimpleUploadedFile("listen.wav", out.getvalue(), "audio/wav")
    return store_upload(owner=author, upload=upload, kind="audio", max_bytes=LARGEST)
