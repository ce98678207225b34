"""Files of the demo's online course, made here: a map, a menu, slides, a work sheet and recordings of intonation."""

import io
import math
import struct
import wave
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

from project.demo.school.materials import make_pdf

RATE = 16_000
PAPER, INK, GREEN, BLUE, RED = "#f7f3ea", "#22303c", "#3c8d5a", "#3f6fb5", "#c2543f"


def draw_map() -> bytes:
    """Return a picture of a small town: two streets, a market, a bank, a school and a park."""
    image = Image.new("RGB", (960, 640), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 280, 960, 350), fill="#cfd4d8")
    draw.rectangle((440, 0, 510, 640), fill="#cfd4d8")
    places = (
        ("Market", (80, 70, 380, 240), RED), ("Bank", (570, 90, 760, 240), BLUE),
        ("School", (570, 400, 880, 580), INK), ("Park", (70, 390, 390, 600), GREEN),
    )  # fmt: skip
    for name, box, colour in places:
        draw.rounded_rectangle(box, radius=18, fill=colour)
        draw.text(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), name, fill="white", font=draw_font(40), anchor="mm")
    draw.text((130, 315), "Green Street", fill=INK, font=draw_font(28), anchor="lm")
    return _save(image, "PNG")


def draw_menu() -> bytes:
    """Return a picture of a menu with prices."""
    image = Image.new("RGB", (720, 560), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((360, 60), "Navruz Tea House", fill=RED, font=draw_font(48), anchor="mm")
    rows = (
        ("Green tea", "4 000"),
        ("Somsa", "9 000"),
        ("Plov", "28 000"),
        ("Salad", "12 000"),
        ("Ice cream", "10 000"),
    )
    for place, (name, price) in enumerate(rows):
        height = 150 + 75 * place
        draw.text((80, height), name, fill=INK, font=draw_font(34), anchor="lm")
        draw.text((640, height), price, fill=INK, font=draw_font(34), anchor="rm")
        draw.line((80, height + 34, 640, height + 34), fill="#d8cdb8", width=2)
    return _save(image, "PNG")


def draw_slides() -> bytes:
    """Return slides about the past simple, as a PDF."""
    pages = []
    for title, lines in (
        ("The past simple", ("It is finished.", "We know when: yesterday, last week, in 2020.")),
        ("Regular verbs: add ed", ("work: worked", "play: played", "study: studied")),
        ("Irregular verbs", ("go: went", "eat: ate", "see: saw", "have: had")),
        ("Questions", ("Did you go to the market?", "Yes, I did. / No, I didn't.")),
    ):
        page = Image.new("RGB", (960, 540), PAPER)
        draw = ImageDraw.Draw(page)
        draw.text((60, 90), title, fill=BLUE, font=draw_font(52), anchor="lm")
        for place, line in enumerate(lines):
            draw.text((80, 210 + 80 * place), line, fill=INK, font=draw_font(36), anchor="lm")
        pages.append(page)
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def make_intonation(*glides: tuple[int, int]) -> bytes:
    """Return a recording of tones that glide from one pitch (Hz) to another, each 1.2 seconds, as a WAV."""
    samples: list[int] = []
    for begin, end in glides:
        phase, count = 0.0, int(RATE * 1.2)
        for place in range(count):
            part = place / count
            phase += 2 * math.pi * (begin + (end - begin) * part) / RATE
            samples.append(int(12_000 * math.sin(math.pi * part) * math.sin(phase)))
        samples += [0] * (RATE // 2)
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return out.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "map": ("Map of the town.png", draw_map),
    "menu": ("Menu of the tea house.png", draw_menu),
    "slides": ("The past simple.pdf", draw_slides),
    "sheet": ("Words of module 1.pdf", lambda: make_pdf("English A2 on the way: words of module 1")),
    "plan": ("My week.pdf", lambda: make_pdf("My week: Monday to Sunday")),
    "questions": ("Rising and falling.wav", lambda: make_intonation((160, 260), (220, 120), (160, 260), (220, 120))),
    "list": ("The tune of a list.wav", lambda: make_intonation((180, 230), (180, 230), (230, 120))),
}
"""The files by their names in the lessons: the name of each, and how it is made."""


def draw_font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the font of all drawings, so many points high."""
    return ImageFont.load_default(size)


def _save(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()
