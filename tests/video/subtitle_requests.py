"""Requests of those who write subtitles."""

from django.core.files.uploadedfile import SimpleUploadedFile

CUES = [
    {"start_ms": 1000, "end_ms": 2500, "text": "Good morning!"},
    {"start_ms": 2500, "end_ms": 4000, "text": "How much are <b>the</b> apples\n& the pears?"},
]


def path(video, *more):
    return "/".join([f"/video/videos/{video.pk}/subtitles", *more, ""])


def save(client, video, cues=CUES, version=0, language="en", is_published=False):
    return client.put(path(video, language), {"cues": cues, "version": version, "is_published": is_published})


def send(client, video, content, language="en", name="film.vtt"):
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, content, content_type="text/vtt")
    return client.post(path(video, language, "file"), files={"file": file})
