"""Videos, their renditions, subtitles, playback tokens, and copies for viewers."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.accounts.models import Session
from apps.core.models import BaseModel, StoredFile


class VideoState(models.TextChoices):
    """waiting → transcoding → ready or refused. A ready video waits again when the store has lost its files."""

    WAITING = "waiting"
    TRANSCODING = "transcoding"
    READY = "ready"
    REFUSED = "refused"


class Provider(models.TextChoices):
    """Who transcodes the video and hands it out."""

    OWN = "own"
    VDOCIPHER = "vdocipher"


class Video(BaseModel):
    """A stored film and what came of it. Its renditions lie in the store (`apps.video.video_files`).

    `file`: the original. `refusal`: a key of `apps.video.refusals.REFUSALS`. `width`, `height`: as shown, in pixels.
    `secret`: 32 random bytes, sealed; the keys of segments are derived from it (`apps.video.keys`). `bytes`: of all
    renditions. `sprites`: how small pictures lie in the sprites (`apps.video.sprites`); empty when there are none.
    `made`: while it is transcoded, what the store has of it (`apps.video.progress`).
    """

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=11, choices=VideoState.choices, default=VideoState.WAITING)
    refusal = models.CharField(max_length=20, blank=True)
    percent = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(100)])
    duration_ms = models.PositiveIntegerField(null=True, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    has_audio = models.BooleanField(default=False)
    secret = models.BinaryField(blank=True, default=bytes)
    poster_at_ms = models.PositiveIntegerField(default=0)
    sprites: Any = models.JSONField(default=dict, blank=True)
    made: Any = models.JSONField(default=dict, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    provider = models.CharField(max_length=9, choices=Provider.choices, default=Provider.OWN)
    provider_id = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="refused", refusal__gt="") | (~Q(state="refused") & Q(refusal="")),
                name="video_refused_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(duration_ms__isnull=False), name="video_ready_has_length"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="video_percent"),
            models.CheckConstraint(
                condition=Q(provider="own", provider_id="") | ~Q(provider="own"), name="video_own_has_no_provider_id"
            ),
        ]

    def __str__(self) -> str:
        return f"video {self.state}"


class HostedVideo(BaseModel):
    """A film at VdoCipher. `video`: whose it is; empty once nothing here shows it, and then a job deletes it there.

    `provider_id`: its id there.
    """

    video = models.ForeignKey(Video, null=True, blank=True, on_delete=models.SET_NULL, related_name="hosted")
    provider_id = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"film {self.provider_id} at VdoCipher"


class Rendition(BaseModel):
    """A video in one size, or its sound ("audio"). There is a row only when all its segments are in the store.

    Renditions with a picture have no sound: the master playlist names "audio" as their group. `width`, `height`: 0 for
    sound. `bandwidth`: of its largest segment, in bits a second, without the sound; `average_bandwidth`: of all.
    `codecs`: as in a master playlist, "avc1.4d401f" or "mp4a.40.2". `segments`: how long each segment is, in
    milliseconds; segment number n is the file n.
    """

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=8)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    bandwidth = models.PositiveIntegerField()
    average_bandwidth = models.PositiveIntegerField()
    codecs = models.CharField(max_length=60)
    segments: Any = models.JSONField(default=list)
    bytes = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["video", "name"], name="rendition_once")]

    def __str__(self) -> str:
        return f"{self.name} of {self.video_id}"


class SubtitleSource(models.TextChoices):
    """Where subtitles come from: the centre's own Whisper, a file, or somebody who wrote or corrected them."""

    SPEECH = "speech"
    FILE = "file"
    HAND = "hand"


class Subtitles(BaseModel):
    """The subtitles of a video in one language, which are its transcript too. Viewers get published ones.

    `language`: BCP 47 ("en", "uz-Cyrl"). `cues`: `[{"start_ms", "end_ms", "text"}]` in their order, none over another;
    `text` is plain, of one or more lines. `doubt`: a key of `apps.video.subtitle_reasons.DOUBTS`, why what speech wrote
    was not published; emptied by the first change. `version` grows with every change.
    """

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="subtitles")
    language = models.CharField(max_length=16)
    source = models.CharField(max_length=6, choices=SubtitleSource.choices)
    is_published = models.BooleanField(default=False)
    doubt = models.CharField(max_length=20, blank=True)
    cues: Any = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "subtitles"
        constraints = [
            models.UniqueConstraint(fields=["video", "language"], name="subtitles_once_in_a_language"),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(doubt=""), name="subtitles_in_doubt_are_not_published"
            ),
        ]

    def __str__(self) -> str:
        return f"subtitles {self.language} of {self.video_id}"


class TranscriptionState(models.TextChoices):
    """waiting → running → gone, or refused. Done transcriptions are deleted: `Subtitles` has what came of them."""

    WAITING = "waiting"
    RUNNING = "running"
    REFUSED = "refused"


class Transcription(BaseModel):
    """Subtitles of a video that speech is making, in pieces, or the reason why there are none.

    `asked_language`: as the teacher said, "" for one to be found. `language`: of what is heard, "" until speech is
    found. `at_ms`: where the next piece begins. `words`: `[text, start_ms, end_ms]` so far. `windows`: `[probability
    of the language, log-probability a token]` of each stretch of speech. `refusal`: a key of
    `apps.video.subtitle_reasons.REFUSALS`.
    """

    video = models.OneToOneField(Video, on_delete=models.CASCADE, related_name="transcription")
    state = models.CharField(max_length=7, choices=TranscriptionState.choices, default=TranscriptionState.WAITING)
    asked_language = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=16, blank=True)
    at_ms = models.PositiveIntegerField(default=0)
    words: Any = models.JSONField(default=list, blank=True)
    windows: Any = models.JSONField(default=list, blank=True)
    refusal = models.CharField(max_length=20, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="refused", refusal__gt="") | (~Q(state="refused") & Q(refusal="")),
                name="transcription_refused_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"transcription of {self.video_id} {self.state}"

    @property
    def percent(self) -> int:
        """How much of the video has been heard."""
        return min(100, self.at_ms * 100 // max(1, self.video.duration_ms or 1))


class PlaybackPlace(models.TextChoices):
    """Where a video is watched: a material, the media library, a published course lesson, its draft, or an attempt of
    homework. `apps.video.places` says who may.
    """

    MATERIAL = "material"
    LIBRARY = "library"
    LESSON = "lesson"
    DRAFT = "draft"
    ATTEMPT = "attempt"


class Playback(BaseModel):
    """A viewer watches a video. The client holds the playback token; its hash is here.

    `session`: the sign-in session that asked for it; null when that is gone, and then it gives no key. `place_id`: of
    the lesson, material, library file or attempt; `block`: in a lesson. `network`: /24 of an IPv4 and /48 of an IPv6
    address. `expires_at` moves with each heartbeat. `checked_at`: when it was last asked whether the viewer may watch.
    `position_ms`: of the last heartbeat. `watched_ms`: of the player's clock.
    """

    token_sha256 = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="playbacks")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="playbacks")
    place = models.CharField(max_length=8, choices=PlaybackPlace.choices)
    place_id = models.UUIDField()
    block = models.UUIDField(null=True, blank=True)
    network = models.CharField(max_length=43)
    expires_at = models.DateTimeField()
    checked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    position_ms = models.PositiveIntegerField(default=0)
    watched_ms = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(block__isnull=False) | ~Q(place__in=["lesson", "draft"]),
                name="playback_in_a_lesson_has_a_block",
            )
        ]
        indexes = [models.Index(fields=["user", "expires_at"]), models.Index(fields=["video", "created_at"])]

    def __str__(self) -> str:
        return f"playback of {self.video_id} by {self.user_id}"


class CopyState(models.TextChoices):
    """waiting → running → ready or refused."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    REFUSED = "refused"


class FilmCopy(BaseModel):
    """A copy of a film as one MP4 with the name of a viewer burnt in. Jobs make it in pieces, after all other films.

    `place`, `place_id` and `block`: where the viewer watched the film, as in Playback; whether they may have the copy
    is asked there again. `title`: of the film at that place. `refusal`: a key of `apps.video.refusals.COPY_REFUSALS`.
    `expires_at`: when a ready or refused copy is deleted.
    """

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="copies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="film_copies")
    place = models.CharField(max_length=8, choices=PlaybackPlace.choices)
    place_id = models.UUIDField()
    block = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=7, choices=CopyState.choices, default=CopyState.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    refusal = models.CharField(max_length=20, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "film copies"
        constraints = [
            models.UniqueConstraint(
                fields=["video", "user"], condition=~Q(state="refused"), name="film_copy_once_for_a_viewer"
            ),
            models.CheckConstraint(
                condition=Q(state="refused", refusal__gt="") | (~Q(state="refused") & Q(refusal="")),
                name="film_copy_refused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="ready", file__isnull=False) | (~Q(state="ready") & Q(file__isnull=True)),
                name="film_copy_ready_has_a_file",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ready", "refused"], expires_at__isnull=False)
                | Q(state__in=["waiting", "running"], expires_at__isnull=True),
                name="film_copy_made_has_an_end",
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="film_copy_percent"),
            models.CheckConstraint(
                condition=Q(block__isnull=False) | ~Q(place__in=["lesson", "draft"]),
                name="film_copy_in_a_lesson_has_a_block",
            ),
        ]
        indexes = [models.Index(fields=["user", "-created_at"]), models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return f"copy of {self.video_id} for {self.user_id} {self.state}"
