"""Every operation with made-up values, as every kind of person: `python -m tests.access.fuzz --seconds 600`.

Values are made from the OpenAPI document: fitting ones, ones at the edges, and ones that do not fit at all; ids are
of real things, of foreign ones and of nothing. What must never happen: a 5xx, a status that the document does not
name for the operation, an answer that does not fit its schema, an error without the envelope.
Prints a line per operation, writes `fuzz.json` with `--out`, and exits with 1 on any finding.
"""

import argparse
import json
import random
import string
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import django
import jsonschema_rs

if __name__ == "__main__":
    import tests.settings  # noqa: F401

    django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

from tests import factories
from tests.access import matrix
from tests.access.operations import OPERATIONS, Operation, list_components, resolved
from tests.access.rules import RULES
from tests.access.side_effects import roll_back
from tests.access.world import World, module_world

VIEWS = ("nobody", "child", "parent", "teacher", "manager", "cashier", "admin", "stranger")
AREAS = sorted({operation.area for operation in OPERATIONS})
WRONG: tuple[Any, ...] = (
    None, "", " ", 0, -1, 2**31, 2**63, 2**70, 1e308, 0.1, True, [], {}, [[]], "null", "NaN",
    "\x00", "a\x00b", "\ud800",
    "x" * 5000, "oʻqituvchi", "Ўқитувчи", "\u202eevil", "'; DROP TABLE x; --", "../../etc/passwd", "{{7*7}}", "%s%n",
    "1970-01-01", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "2026-02-30", "+998901234567", "a@b.uz",
    "01890a5d-ac96-774b-bcce-b302099a8007", ["a"] * 200, {"uz": 1}, {"a": {"a": {"a": {"a": []}}}},
)  # fmt: skip
IN_HEADERS = [text for text in WRONG if isinstance(text, str) and text.isascii() and text.isprintable()]


@dataclass
class Findings:
    """What was asked, how it was answered, and what must not have been."""

    asked: Counter[str] = field(default_factory=Counter)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    answered: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class ValueMaker:
    """Values for schemas, by one seeded source of chance."""

    def __init__(self, world: World, seed: int) -> None:
        self.chance = random.Random(seed)
        things = [thing for thing in vars(world).values() if isinstance(thing, Model)]
        self.ids = [str(thing.pk) for thing in things if isinstance(thing.pk, UUID)]

    def value(self, schema: dict[str, Any], depth: int = 0) -> Any:
        """A value that fits the schema, as far as its keywords say."""
        schema = resolved(schema)
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        if "const" in schema:
            return schema["const"]
        for word in ("anyOf", "oneOf", "allOf"):
            if word in schema:
                return self.value(self.chance.choice(schema[word]), depth)
        return self._of_type(schema, depth)

    def _of_type(self, schema: dict[str, Any], depth: int) -> Any:
        kind = schema.get("type")
        if kind == "object":
            required = set(schema.get("required", []))
            properties = schema.get("properties", {})
            chosen = [name for name in properties if name in required or self.chance.random() < 0.6]
            return {name: self.value(properties[name], depth + 1) for name in chosen}
        if "prefixItems" in schema:
            return [self.value(item, depth + 1) for item in schema["prefixItems"]]
        if kind == "array":
            most = min(schema.get("maxItems", 4), 4)
            return [self.value(schema["items"], depth + 1) for _ in range(self.chance.randint(0, most))]
        if kind == "integer":
            low, high = schema.get("minimum", -5), schema.get("maximum", 2**31)
            return self.chance.choice([low, high, self.chance.randint(int(low), int(high))])
        if kind == "number":
            return self.chance.uniform(schema.get("minimum", -5), schema.get("maximum", 1000))
        if kind == "boolean":
            return self.chance.random() < 0.5
        return self._text(schema) if kind == "string" else None

    def _text(self, schema: dict[str, Any]) -> str:
        form, examples = schema.get("format"), schema.get("examples") or []
        if form == "uuid":
            return self.chance.choice([*self.ids, str(UUID(int=self.chance.getrandbits(128)))])
        if form == "date-time":
            return f"{self._day()}T09:00:00Z"
        if form == "date":
            return self._day()
        if examples and self.chance.random() < 0.5:
            return str(self.chance.choice(examples))
        low = schema.get("minLength", 0)
        length = self.chance.choice([low, low + 1, min(schema.get("maxLength", 40), 300)])
        letters = string.ascii_letters + string.digits + " -'ʻўқғҳéß😀"
        return "".join(self.chance.choice(letters) for _ in range(length))

    def _day(self) -> str:
        year, month, day = self.chance.randint(2010, 2039), self.chance.randint(1, 12), self.chance.randint(1, 28)
        return f"{year}-{month:02}-{day:02}"

    def spoilt(self, value: Any) -> Any:
        """The value with one thing in it replaced by something that does not belong there."""
        if isinstance(value, dict) and value and self.chance.random() < 0.9:
            key = self.chance.choice(list(value))
            if self.chance.random() < 0.1:
                return {name: inner for name, inner in value.items() if name != key}
            return {**value, key: self.spoilt(value[key])}
        if isinstance(value, list) and value and self.chance.random() < 0.7:
            return [*value[1:], self.spoilt(value[0])]
        return self.chance.choice(WRONG)


@cache
def _validator(schema: str) -> Any:
    # Not all components: a validator keeps what it is given, and with all of them one took 17 MB.
    own = json.loads(schema)
    full_schema = {**own, "components": {"schemas": list_components(own)}}
    return jsonschema_rs.Draft202012Validator(full_schema, validate_formats=True)


def find_problem(operation: Operation, answer: factories.ApiResponse) -> str | None:
    """What is wrong with an answer; None when it is one that the document promises."""
    promised = operation.schema["responses"]
    if answer.status >= 500 and answer.status != 503:
        return f"{answer.status}"
    if str(answer.status) not in promised:
        return f"{answer.status} is not in the document"
    content = promised[str(answer.status)].get("content", {}).get("application/json")
    if answer.status >= 400 and (answer.json is None or set(answer.json) != {"code", "detail", "fields", "request_id"}):
        return None if operation.name == "GET /health/ready/" else f"{answer.status} without the envelope"
    if content is None or answer.json is None:
        return None
    errors = _validator(json.dumps(content["schema"], sort_keys=True)).iter_errors(answer.json)
    return next((f"{answer.status} does not fit its schema: {error.message[:200]}" for error in errors), None)


def send_random_request(
    world: World, maker: ValueMaker, operation: Operation, view: str
) -> tuple[str, factories.ApiResponse]:
    """One made-up request; what it was, and its answer."""
    rule, chance = RULES[operation.name], maker.chance
    known = [world.value(name) for name in rule.path]
    path = [value if chance.random() < 0.7 else chance.choice(maker.ids) for value in known]
    body = operation.body_schema
    if body is not None:
        example = world.filled(matrix.build_body(operation, rule))
        body = example if chance.random() < 0.3 else maker.value(body)
        body = maker.spoilt(body) if chance.random() < 0.5 else body
    query: dict[str, Any] = {}
    for parameter in operation.schema.get("parameters", []):
        if parameter["in"] == "query" and chance.random() < 0.4:
            value = maker.value(parameter["schema"])
            query[parameter["name"]] = chance.choice(WRONG) if chance.random() < 0.3 else value
    query = {name: _in_address(value) for name, value in query.items() if value is not None}
    key = chance.choice([None, "fuzz", *IN_HEADERS]) if rule.key else None
    files = {"file": _file(world, chance)} if rule.file else None
    text = f"{view} {operation.at(*path)} query={query!r} body={body!r}"[:1000]
    try:
        sent = None if body is None else json.loads(json.dumps(body))
    except ValueError:
        sent = {}
    asked = world.client(view).request(
        operation.method, operation.at(*path), json=sent, query=query, files=files, idempotency_key=key
    )
    return text, asked


def _in_address(value: Any) -> str:
    return str(value).encode("utf-8", "replace").decode()


def _file(world: World, chance: random.Random) -> SimpleUploadedFile:
    output = world.clip.read()
    cut = chance.choice([output, output[: chance.randint(0, 4000)], chance.randbytes(400), b""])
    return SimpleUploadedFile(chance.choice(["a.webm", "../../a.png", "x" * 300, "a"]), cut)


def iterate_rounds(
    operations: Sequence[Operation], seconds: float, seed: int, turns: int
) -> Iterator[tuple[Operation, str]]:
    """All operations in turn, each time as the next kind of person, until turns and time are over."""
    chance, ends = random.Random(seed), time.monotonic() + seconds
    starts = [chance.randrange(len(VIEWS)) for _ in operations]
    for turn in count():
        for start, operation in zip(starts, operations, strict=True):
            if turn >= turns and time.monotonic() >= ends:
                return
            yield operation, VIEWS[(start + turn) % len(VIEWS)]


def run_fuzz(
    world: World, operations: Sequence[Operation] = OPERATIONS, *, seconds: float, seed: int, turns: int = len(VIEWS)
) -> Findings:
    """Ask for so long, and every operation as so many kinds of people at least; everything is rolled back."""
    findings, maker = Findings(), ValueMaker(world, seed)
    for client in world.clients.values():
        client._client.raise_request_exception = False
    for operation, view in iterate_rounds(operations, seconds, seed, turns):
        with roll_back():
            output, answer = send_random_request(world, maker, operation, view)
        findings.asked[operation.name] += 1
        findings.pairs.add((operation.name, view))
        findings.answered[answer.status] += 1
        problem = find_problem(operation, answer)
        if problem:
            findings.wrong.append(f"{operation.name}: {problem}\n    {output}")
    return findings


def build_world() -> Iterator[World]:
    """A world in a test database of its own."""
    setup_test_environment()
    made = setup_databases(verbosity=0, interactive=False, aliases=["default"], serialized_aliases=[])
    try:
        yield from module_world(SimpleNamespace(unblock=nullcontext))
    finally:
        teardown_databases(made, verbosity=0)
        teardown_test_environment()


def main() -> int:
    """The command."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    words.add_argument("--seconds", type=float, default=300)
    words.add_argument("--seed", type=int, default=int(time.time()))
    words.add_argument("--area", default="", choices=["", *AREAS], help="one tag of the document only")
    words.add_argument("--out", type=Path)
    given = words.parse_args()
    operations = [operation for operation in OPERATIONS if given.area in ("", operation.area)]
    for world in build_world():
        fuzz = run_fuzz(world, operations, seconds=given.seconds, seed=given.seed)
    print(
        f"seed {given.seed}: {fuzz.asked.total()} requests in {given.seconds:.0f} s, "
        f"{len(fuzz.asked)} operations, {len(fuzz.pairs)} of {len(operations) * len(VIEWS)} pairs with a person"
    )
    print("answers: " + ", ".join(f"{status} × {count}" for status, count in sorted(fuzz.answered.items())))
    for wrong in fuzz.wrong[:50]:
        print(wrong)
    print(f"{len(fuzz.wrong)} findings")
    if given.out:
        counted = {"seed": given.seed, "seconds": given.seconds, "asked": fuzz.asked, "answered": fuzz.answered}
        given.out.write_text(json.dumps({**counted, "wrong": fuzz.wrong}, indent=1), encoding="utf-8")
    return 1 if fuzz.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
