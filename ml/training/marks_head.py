"""The network behind the calibrated scores, to train; `ml.engines.expert_scores.ScoringHead` is the same in numpy."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from ml.engines.expert_scores import WORD_MEASURES
from ml.training.marks_data import ScoredSentence

Array = npt.NDArray[np.float32]
WIDTH, VIEWS, SUMMARY, INNER = 96, 4, 64, 48
DROPOUT, NOISE = 0.3, 0.3
EPOCHS, BATCH, RATE, DECAY = 6, 32, 3e-3, 1e-2
WORD_SHARE = 0.5
"""Of the loss over words, beside that over sentences."""


class ScoringNetwork(nn.Module):  # type: ignore[misc]
    """Attention over the frames of a sentence, and within each word. About 0.1 million weights."""

    def __init__(self, width: int) -> None:
        """`width`: of a projected frame."""
        super().__init__()
        self.inward = nn.Linear(width, WIDTH)
        self.attention = nn.Linear(WIDTH, VIEWS)
        self.summary = nn.Linear(WIDTH * (VIEWS + 2), SUMMARY)
        self.marks = nn.Linear(SUMMARY, 4)
        self.word_attention = nn.Linear(WIDTH, 1)
        self.word = nn.Linear(2 * WIDTH + SUMMARY + len(WORD_MEASURES), INNER)
        self.word_mark = nn.Linear(INNER, 1)
        self.word_line = nn.Linear(len(WORD_MEASURES), 1)
        self.drop = nn.Dropout(DROPOUT)

    def forward(
        self, frames: torch.Tensor, real: torch.Tensor, inside: torch.Tensor, measures: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """`frames` (b, t, d), `real` (b, t), `inside` (b, words, t): ones within a word, `measures` (b, words, m)."""
        hidden = self.drop(torch.relu(self.inward(frames)))
        shares = self.attention(hidden).masked_fill(~real[..., None], -1e9).softmax(1)
        weight = real[..., None].float()
        count = weight.sum(1)
        mean = (hidden * weight).sum(1) / count
        spread = (((hidden - mean[:, None]) ** 2 * weight).sum(1) / count + 1e-4).sqrt()
        views = torch.einsum("btk,bth->bkh", shares, hidden).flatten(1)
        sentence = self.drop(torch.relu(self.summary(torch.cat([views, mean, spread], 1))))
        scores = self.word_attention(hidden)[..., 0]
        looks = scores[:, None, :].expand_as(inside).masked_fill(inside < 0.5, -1e9).softmax(-1)
        even = inside / inside.sum(-1, keepdim=True).clamp(min=1)
        around = sentence[:, None, :].expand(-1, inside.shape[1], -1)
        rows = torch.cat([torch.bmm(looks, hidden), torch.bmm(even, hidden), around, measures], -1)
        words = self.word_mark(self.drop(torch.relu(self.word(rows)))) + self.word_line(measures)
        return self.marks(sentence), words[..., 0]


def train_network(sentences: Sequence[ScoredSentence], projected: Sequence[Array], seed: int) -> dict[str, Array]:
    """Weights of a network fitted to the sentences, by the names that `marking.Head` reads.

    `projected`: frames of each sentence. Same input and seed, same machine: same weights.
    """
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    marks = np.array([sentence.marks for sentence in sentences], dtype=np.float32)
    words = np.concatenate([sentence.words for sentence in sentences])
    scale = (marks.mean(0), marks.std(0), float(words.mean()), float(words.std()))
    network = ScoringNetwork(projected[0].shape[1])
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    per_epoch = -(-len(sentences) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=EPOCHS * per_epoch, pct_start=0.15)
    network.train()
    for _ in range(EPOCHS):
        sorted_places = np.argsort([len(frames) + order.normal() * 15 for frames in projected])
        batches = [sorted_places[start : start + BATCH] for start in range(0, len(sorted_places), BATCH)]
        order.shuffle(batches)
        for places in batches:
            loss = _compute_loss(network, [sentences[at] for at in places], [projected[at] for at in places], scale)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    return _get_arrays(network, scale)


_Scale = tuple[Array, Array, float, float]


def _compute_loss(
    network: ScoringNetwork, sentences: list[ScoredSentence], frames: list[Array], scale: _Scale
) -> torch.Tensor:
    longest, most = max(map(len, frames)), max(len(sentence.words) for sentence in sentences)
    size = len(sentences)
    padded = np.zeros((size, longest, frames[0].shape[1]), dtype=np.float32)
    real = np.zeros((size, longest), dtype=bool)
    inside = np.zeros((size, most, longest), dtype=np.float32)
    measures = np.zeros((size, most, len(WORD_MEASURES)), dtype=np.float32)
    wanted = np.zeros((size, most), dtype=np.float32)
    present = np.zeros((size, most), dtype=np.float32)
    for row, (sentence, its_frames) in enumerate(zip(sentences, frames, strict=True)):
        padded[row, : len(its_frames)] = its_frames
        real[row, : len(its_frames)] = True
        for word, (first, last) in enumerate(sentence.places):
            inside[row, word, first:last] = 1
        count = len(sentence.words)
        measures[row, :count] = sentence.measures
        wanted[row, :count] = (np.array(sentence.words) - scale[2]) / scale[3]
        present[row, :count] = 1
    marks = (np.array([sentence.marks for sentence in sentences], dtype=np.float32) - scale[0]) / scale[1]
    noisy = torch.from_numpy(padded)
    noisy = noisy + NOISE * torch.randn_like(noisy)
    given_marks, given_words = network(
        noisy, torch.from_numpy(real), torch.from_numpy(inside), torch.from_numpy(measures)
    )
    kept = torch.from_numpy(present)
    word_loss = ((given_words - torch.from_numpy(wanted)) ** 2 * kept).sum() / kept.sum()
    loss: torch.Tensor = ((given_marks - torch.from_numpy(marks)) ** 2).mean() + WORD_SHARE * word_loss
    return loss


def _get_arrays(network: ScoringNetwork, scale: _Scale) -> dict[str, Array]:
    layers = {name: layer for name, layer in network.named_children() if isinstance(layer, nn.Linear)}
    layers = {"in": layers.pop("inward"), **layers}
    arrays: dict[str, Array] = {}
    for name, layer in layers.items():
        arrays[f"{name}.w"] = layer.weight.detach().numpy().T.copy()
        arrays[f"{name}.b"] = layer.bias.detach().numpy().copy()
    mean, spread, word_mean, word_spread = scale
    arrays |= {"marks.mean": mean, "marks.scale": spread}
    arrays |= {"word.mean": np.array([word_mean], np.float32), "word.scale": np.array([word_spread], np.float32)}
    return arrays
