"""The log-mel spectrogram that Whisper listens to, the same bytes on every machine.

As defined with the model (Radford et al. 2022, section 2.2; the reference code's `log_mel_spectrogram`): windows of
400 samples every 160, power spectrum, mel filters, log10, at most 8 below the loudest, scaled by (x + 4) / 4.

Summation order in single precision depends on where memory happens to lie, which moved whole words between two
builds of Python. So this works in double precision and rounds to a grid finer than the half-precision floats that
the model itself is content with.
"""

import importlib.util
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

WINDOW = 400
HOP = 160
GRID = 2.0**12

_HANN = np.hanning(WINDOW + 1)[:-1]

Floats = npt.NDArray[np.float32]
GpuMel = Callable[[Floats, int], Any]
"""(rows of samples, frames) → a torch tensor (rows, mels, frames) on the card."""


def compute_log_mel(samples: Floats, filters: Floats) -> Floats:
    """`samples`: mono, 16 kHz, at least 201. `filters`: (mels, 201). Answers (mels, len(samples) // 160)."""
    padded = np.pad(samples.astype(np.float64), WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:-1]
    power = np.abs(np.fft.rfft(frames * _HANN, axis=-1)) ** 2
    logs = np.log10(np.maximum(filters.astype(np.float64) @ power.T, 1e-10))
    scaled = (np.maximum(logs, logs.max() - 8.0) + 4.0) / 4.0
    on_grid: Floats = (np.round(scaled * GRID) / GRID).astype(np.float32)
    return on_grid


def create_gpu_log_mel_function(filters: Floats, device: str = "cuda") -> GpuMel | None:
    """`compute_log_mel` of a batch by torch, on the card that Whisper uses: the processor cannot feed a fast card.

    None without torch, and where this torch has no such device. The tensor is complete when the call returns.
    """
    if importlib.util.find_spec("torch") is None:
        return None
    import torch

    if device == "cuda" and not torch.cuda.is_available():
        return None
    weights = torch.as_tensor(filters.astype(np.float64), device=device)
    window = torch.as_tensor(_HANN, device=device)

    def made(rows: Floats, count: int) -> Any:
        sound = torch.as_tensor(rows, device=device).double()
        padded = torch.nn.functional.pad(sound[:, None], (WINDOW // 2, WINDOW // 2), mode="reflect")[:, 0]
        frames = padded.unfold(-1, WINDOW, HOP)[:, :-1]
        power = torch.fft.rfft(frames * window, dim=-1).abs().square()
        logs = torch.log10(torch.clamp(weights @ power.transpose(1, 2), min=1e-10))
        loudest = logs.amax(dim=(1, 2), keepdim=True)
        scaled = (torch.maximum(logs, loudest - 8.0) + 4.0) / 4.0
        on_grid = (torch.round(scaled * GRID) / GRID).float()[:, :, :count].contiguous()
        if device == "cuda":
            torch.cuda.synchronize()
        return on_grid

    return made
