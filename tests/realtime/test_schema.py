"""docs/realtime.json says what snapshots and events really hold: the documented examples fit its types, and no more."""

import jsonschema_rs
import pytest
from pydantic import TypeAdapter

from apps.events.publishing import get_event_classes
from realtime.schema import build_schema
from realtime.states import OPEN_FIELDS, STATES
from realtime.streams import STREAM_KINDS

SCHEMA = build_schema()


def fits(schema, value):
    return bool(jsonschema_rs.Draft202012Validator({**schema, "schemas": SCHEMA["schemas"]}).is_valid(value))


@pytest.mark.parametrize("kind", sorted(STREAM_KINDS))
def test_snapshot_matches_its_schema(kind):
    assert STATES[kind].model_validate(STATES[kind].example).model_dump(exclude_unset=True) == STATES[kind].example
    assert fits(SCHEMA["streams"][kind]["snapshot"], STATES[kind].example)
    assert not fits(SCHEMA["streams"][kind]["snapshot"], {})


def test_every_event_matches_its_schema():
    assert set(SCHEMA["events"]) == set(get_event_classes())
    for type_, event in get_event_classes().items():
        assert fits(SCHEMA["events"][type_], event.model_validate(event.example).model_dump(mode="json")), type_


def test_open_fields_match_their_schema():
    for type_ in OPEN_FIELDS.keys() & get_event_classes().keys():
        for field, declared in OPEN_FIELDS[type_].items():
            output = get_event_classes()[type_].example[field]
            kept = TypeAdapter(declared).validate_python(output)
            assert TypeAdapter(declared).dump_python(kept, exclude_unset=True) == output, type_
