"""Waveforms and audio fingerprints of recordings, and the search for the same sound in another file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from apps.homework.models import Attempt, SoundPrint
from apps.homework.verdicts import ANOTHERS_SOUND, MODEL_AUDIO
from ml.scoring import RecordingResult

MAX_COMPARED = 120
"""How many of the newest fingerprints a recording is compared with: several times the submissions of a class."""
MIN_LENGTH_RATIO = 0.7
"""Lowest ratio of two lengths at which recordings are compared: not more than the ends may be cut off."""


@dataclass(frozen=True)
class FingerprintMatch:
    """A fingerprint that a recording was compared with: of another pupil's attempt, or of the model audio (None)."""

    attempt: UUID | None
    share: float

    @property
    def same(self) -> bool:
        """Return whether it is the same sound."""
        from ml.fingerprint import SAME_SOUND_SHARE

        return self.share >= SAME_SOUND_SHARE

    @property
    def flag(self) -> str:
        """Return the teacher's flag for the same sound."""
        return MODEL_AUDIO if self.attempt is None else ANOTHERS_SOUND


def list_fingerprint_matches(
    attempt: Attempt, result: RecordingResult, already_compared: Iterable[UUID] = ()
) -> dict[UUID, FingerprintMatch]:
    """Compare a recording with the others of its assignment, except those `already_compared`; return matches by the
    fingerprint's id.
    """
    if not result.fingerprint:
        return {}
    from ml.fingerprint import compare_fingerprints  # loads numpy, which every process would do at its start

    seen = list(already_compared)
    rows = [row for row in _list_other_fingerprints(attempt, result) if row[0] not in seen]
    model = SoundPrint.objects.filter(file=attempt.homework.assignment.model_audio_id).exclude(pk__in=seen)
    rows += [(key, None, bytes(sound)) for key, sound in model.values_list("pk", "fingerprint")]
    return {key: FingerprintMatch(other, compare_fingerprints(result.fingerprint, sound)) for key, other, sound in rows}


def store_fingerprint(attempt: Attempt, result: RecordingResult) -> None:
    """Store the recording's waveform and fingerprint, inside a unit of work and before `list_fingerprint_matches` for
    the rest.

    Of two recordings at once for one assignment, the second sees the first.
    """
    assert attempt.file_id is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 5))", [str(attempt.homework.assignment_id)])
    values = {"seconds": result.duration, "peaks": result.peaks, "fingerprint": result.fingerprint}
    SoundPrint.objects.update_or_create(file_id=attempt.file_id, defaults=values)


def list_same_sound_flags(matches: Iterable[FingerprintMatch]) -> list[str]:
    """Return the flags of matches with the same sound, each once."""
    return sorted({match.flag for match in matches if match.same})


def get_closest_match(matches: Iterable[FingerprintMatch]) -> dict[str, Any] | None:
    """Return the closest match with the same sound, for the teacher: attempt (None for the model audio) and share; None
    without one.
    """
    same = sorted((match for match in matches if match.same), key=lambda item: item.share)
    if not same:
        return None
    return {"attempt": str(same[-1].attempt) if same[-1].attempt else None, "share": same[-1].share}


def _list_other_fingerprints(attempt: Attempt, result: RecordingResult) -> list[tuple[UUID, UUID | None, bytes]]:
    """Return fingerprint id, attempt and bytes of other pupils' recordings of about this length, newest first."""
    theirs = Attempt.objects.filter(
        homework__assignment=attempt.homework.assignment_id,
        file__sound_print__seconds__gte=result.duration * MIN_LENGTH_RATIO,
        file__sound_print__seconds__lte=result.duration / MIN_LENGTH_RATIO,
    )
    theirs = theirs.exclude(homework__student=attempt.homework.student_id).order_by("-pk")
    rows = theirs.values_list("file__sound_print", "pk", "file__sound_print__fingerprint")[:MAX_COMPARED]
    return [(key, other, bytes(sound)) for key, other, sound in rows]
