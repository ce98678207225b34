"""What is promised of speech to marks: speed, sameness in company, agreement with experts, guards.

Rows that need a graphics card come from `bench/gpu_speech.py`, those that need scored readings from the corpus
(`--data` or TALIM_SPEECH_DATA: the training half of speechocean762). Without them they read "not measured".
"""

import os
import time
from dataclasses import replace
from pathlib import Path

from bench.report import BenchOptions, BenchReport, Figure
from bench.speech import agreement, batch_independence, gpu_results, guards, speed
from ml.engines.engine import SpeechEngine
from ml.models import resolve_embedding, resolve_whisper


def measure(options: BenchOptions) -> BenchReport:
    """The whole table for this machine; models from the cache."""
    given = os.environ.get("TALIM_SPEECH_DATA")
    options = replace(options, data=options.data or (Path(given) if given else None))
    began = time.perf_counter()
    whisper = resolve_whisper(os.environ.get("WHISPER_MODEL", ""))
    engine = SpeechEngine(whisper_dir=whisper.path, embedding_dir=resolve_embedding().path)
    figures = [Figure("start, before the embedding model is wanted", time.perf_counter() - began, "s")]
    on_two_cores = whisper.name == "whisper-base" and engine.device == "cpu"
    try:
        figures += speed.measure_speed(engine, promised=on_two_cores)
        figures += batch_independence.measure_batch_independence(engine, options)
        figures += agreement.measure_agreement(engine, options)
        figures += guards.measure_guards(engine, options)
    finally:
        engine.close()
    figures += gpu_results.read_gpu_figures()
    facts = engine.facts
    note = f"{whisper.name} ({facts['compute_type']} on {facts['device']}), medians of {speed.ROUNDS} rounds."
    if options.data is None:
        note += " Rows with experts and guards need the corpus: --data FOLDER."
    return BenchReport("speech", "Speech to scores", figures, note)
