"""The demo's film, made here: sentences about plans, each with its tune."""

import io
from collections.abc import Iterator

import av
from PIL import Image, ImageDraw

from project.demo.online.media import BLUE, INK, PAPER, draw_font, make_intonation

WIDTH, HEIGHT = 640, 360
FRAMES_PER_SECOND = 10
FRAMES_EACH = 17
"""As long as a glide of `make_intonation`."""
SENTENCES = (
    ("Are you going to travel?", (160, 260)),
    ("Yes, I am.", (220, 120)),
    ("Where are you going to go?", (230, 130)),
    ("I'm going to go to Samarkand.", (220, 120)),
    ("Are you going to go by train?", (160, 260)),
    ("No, I'm not. I'm going to go by bus.", (220, 120)),
)


def make_film() -> bytes:
    """Return a film of ten seconds, an MP4 with picture and sound."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as film:
        picture = film.add_stream("libx264", rate=FRAMES_PER_SECOND)
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        sound = film.add_stream("aac", rate=48_000, layout="mono")
        for image in _draw_sentences():
            frame = av.VideoFrame.from_image(image)
            for _ in range(FRAMES_EACH):
                film.mux(picture.encode(frame))
        film.mux(picture.encode())
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=48_000)
        with av.open(io.BytesIO(make_intonation(*(glide for _, glide in SENTENCES)))) as recording:
            for frame in recording.decode(audio=0):
                for piece in resampler.resample(frame):
                    film.mux(sound.encode(piece))
        film.mux(sound.encode())
    return out.getvalue()


def _draw_sentences() -> Iterator[Image.Image]:
    for number, (sentence, _) in enumerate(SENTENCES):
        image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, HEIGHT - 24, WIDTH * (number + 1) // len(SENTENCES), HEIGHT), fill=BLUE)
        draw.text((WIDTH / 2, HEIGHT / 2), sentence, fill=INK, font=draw_font(32), anchor="mm")
        yield image
