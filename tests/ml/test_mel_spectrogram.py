"""The model's input: what the reference makes of a recording, and the same bytes wherever memory lies."""

import numpy as np
import numpy.typing as npt
import pytest
from faster_whisper.feature_extractor import FeatureExtractor

from ml.engines.audio import AudioDecoder
from ml.engines.mel import GRID, compute_log_mel, create_gpu_log_mel_function

Samples = npt.NDArray[np.float32]


@pytest.fixture(scope="module")
def spoken(clips):
    decoder = AudioDecoder()
    yield decoder.decode(clips["reading weak-adult.wav"].data, max_seconds=60).samples
    decoder.close()


def elsewhere(samples: Samples, offset: int) -> Samples:
    """The same numbers `offset` bytes further in memory."""
    room = np.empty(samples.nbytes + 64, dtype=np.uint8)
    moved = room[offset : offset + samples.nbytes].view(np.float32)
    moved[:] = samples
    return moved


def test_spectrogram_equals_the_reference_within_rounding(spoken):
    reference = FeatureExtractor()
    expected = reference(spoken, padding=0)
    made = compute_log_mel(spoken, reference.mel_filters)
    assert made.shape == expected.shape == (80, len(spoken) // 160)
    assert np.abs(made - expected).max() <= 0.5 / GRID + 2e-5


def test_spectrogram_does_not_depend_on_memory_alignment(spoken):
    filters = FeatureExtractor().mel_filters
    made = {
        compute_log_mel(elsewhere(spoken, offset), elsewhere(filters.ravel(), offset).reshape(filters.shape)).tobytes()
        for offset in range(0, 64, 4)
    }
    assert len(made) == 1


def test_torch_makes_an_identical_spectrogram(spoken):
    filters = FeatureExtractor().mel_filters
    rows = np.stack([spoken[:160_000], spoken[80_000:240_000], np.zeros(160_000, np.float32)])
    by_torch = create_gpu_log_mel_function(filters, "cpu")
    assert by_torch is not None
    made = by_torch(rows, 990).numpy()
    assert made.shape == (3, 80, 990)
    assert [row.tobytes() for row in made] == [compute_log_mel(row, filters)[:, :990].tobytes() for row in rows]
