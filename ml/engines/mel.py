"""The log-mel spectrogram that Whisper listens to, the same bytes on every machine.

As defined with the model (Radford et al. 2022, section 2.2; the reference code's `log_mel_spectrogram`): windows of
400 samples every 160, power spectrum, mel filters, log10, at most 8 below the loudest, scaled by (x + 4) / 4.

Summation order in single precision depends on where memory happens to lie, which moved whole words between two
builds of Python. So this works in double precision and rounds to a grid finer than the half-precision floats that
the model itself is content with.
"""

import numpy as np
import numpy.typing as npt

WINDOW = 400
HOP = 160
GRID = 2.0**12

_HANN = np.hanning(WINDOW + 1)[:-1]


def log_mel(samples: npt.NDArray[np.float32], filters: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """`samples`: mono, 16 kHz, at least 201. `filters`: (mels, 201). Answers (mels, len(samples) // 160)."""
    padded = np.pad(samples.astype(np.float64), WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:-1]
    power = np.abs(np.fft.rfft(frames * _HANN, axis=-1)) ** 2
    logs = np.log10(np.maximum(filters.astype(np.float64) @ power.T, 1e-10))
    scaled = (np.maximum(logs, logs.max() - 8.0) + 4.0) / 4.0
    on_grid: npt.NDArray[np.float32] = (np.round(scaled * GRID) / GRID).astype(np.float32)
    return on_grid
