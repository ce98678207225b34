"""A model folder that is not whole or not what its manifest says is refused at the start, with words that help."""

import json
import shutil
from pathlib import Path

import pytest

from ml.engines.engine import SpeechEngine
from ml.models import ModelError, resolve_whisper, verify_and_hash_weights


@pytest.fixture
def copied(tmp_path):
    """The base model's folder in links but for its small files."""
    base, folder = resolve_whisper("base", fetch=False).path, tmp_path / "whisper-copy"
    folder.mkdir()
    for path in base.iterdir():
        if path.name == "model.bin":
            (folder / path.name).symlink_to(path)
        else:
            shutil.copy(path, folder / path.name)
    return folder


def refusal(folder: Path) -> ModelError:
    with pytest.raises(ModelError) as refused:
        SpeechEngine(whisper_dir=folder, embedding_dir=None, device="cpu")
    return refused.value


def test_complete_model_folder_is_accepted_and_named_by_its_weights(copied):
    assert verify_and_hash_weights(copied) == resolve_whisper("base", fetch=False).sha256
    (copied / "manifest.json").unlink()
    assert verify_and_hash_weights(copied) == resolve_whisper("base", fetch=False).sha256


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json", "config.json", "vocabulary.json"])
def test_missing_model_file_is_named(copied, name):
    (copied / name).unlink()
    refused = refusal(copied)
    assert (refused.code, name in str(refused)) == ("BAD_FOLDER", True)


def test_changed_model_file_is_named(copied):
    (copied / "vocabulary.json").write_text("[]", encoding="utf-8")
    refused = refusal(copied)
    assert (refused.code, "vocabulary.json" in str(refused)) == ("BAD_HASH", True)


def test_weights_that_differ_from_the_manifest_are_refused(copied):
    manifest = json.loads((copied / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["model.bin"]["sha256"] = "0" * 64
    (copied / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert refusal(copied).code == "BAD_HASH"


def test_missing_model_folder_is_refused(tmp_path):
    assert refusal(tmp_path / "nowhere").code == "BAD_FOLDER"
