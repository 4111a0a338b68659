"""A reading as plain values that JSON holds, and back: so that it can be kept between visits."""

from dataclasses import asdict
from typing import Any

from livskraft.plans.reading.blocks import Block, Kind, Mark, Place
from livskraft.plans.reading.findings import Doubt, Topic
from livskraft.plans.reading.messages import Message
from livskraft.plans.reading.structure import Reading

Packed = dict[str, Any]


def packed(reading: Reading) -> Packed:
    """Return the reading as mappings, lists and texts; `unpacked` makes an equal reading of them."""
    return {
        "plan": _storable(reading.plan),
        "doubts": [_packed_doubt(doubt) for doubt in reading.doubts],
        "blocks": [_packed_block(block) for block in reading.blocks],
        "places": [[*record, _packed_place(place)] for record, place in reading.places.items()],
    }


def unpacked(content: Packed) -> Reading:
    """Return the reading that was packed."""
    return Reading(
        content["plan"],
        [_doubt(doubt) for doubt in content["doubts"]],
        [_block(block) for block in content["blocks"]],
        {(section, slug): Place(**place) for section, slug, place in content["places"]},
    )


def _storable(value: Any) -> Any:
    """Return the value without letters that a database refuses: nulls and halves of pairs."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    return value


def _packed_place(place: Place) -> Packed:
    packed_place: Packed = _storable(_without_defaults(asdict(place), number=0))
    return packed_place


def _without_defaults(record: Packed, **kept: object) -> Packed:
    return {key: value for key, value in record.items() if value or key in kept}


def _packed_message(message: object) -> Any:
    if isinstance(message, Message):
        parameters = {key: _packed_message(value) for key, value in message.parameters.items()}
        return {"template": message.template, "parameters": parameters}
    if isinstance(message, list | tuple):
        return [_packed_message(part) for part in message]
    return _storable(message)


def _message(content: Any) -> Any:
    if isinstance(content, dict):
        parameters = {key: _message(value) for key, value in content["parameters"].items()}
        return Message(content["template"], parameters)
    if isinstance(content, list):
        return [_message(part) for part in content]
    return content


def _packed_doubt(doubt: Doubt) -> Packed:
    return {
        "place": _packed_place(doubt.place),
        "text": _storable(doubt.text),
        "question": _packed_message(doubt.question),
        "topic": str(doubt.topic),
        "records": [list(record) for record in doubt.records],
        "proposal": doubt.proposal,
        "items": [[_packed_place(place), _storable(text)] for place, text in doubt.items],
    }


def _doubt(content: Packed) -> Doubt:
    return Doubt(
        Place(**content["place"]),
        content["text"],
        _message(content["question"]),
        Topic(content["topic"]),
        tuple((section, slug) for section, slug in content["records"]),
        content["proposal"],
        tuple((Place(**place), text) for place, text in content["items"]),
    )


def _packed_block(block: Block) -> Packed:
    record = {
        "kind": str(block.kind),
        "place": _packed_place(block.place),
        "text": _storable(block.text),
        "level": block.level,
        "number": block.number,
        "label": block.label,
        "section": block.section,
        "mark": str(block.mark) if block.mark else "",
        "cells": _storable(block.cells),
        "table": block.table,
        "is_label_row": block.is_label_row,
        "joins": [_packed_message(message) for message in block.joins],
    }
    return _without_defaults(record, text="")


def _block(content: Packed) -> Block:
    values = dict(content)
    values["kind"], values["place"] = Kind(values["kind"]), Place(**values["place"])
    if "mark" in values:
        values["mark"] = Mark(values["mark"])
    values["cells"] = tuple(values.get("cells", ()))
    values["joins"] = [_message(message) for message in values.get("joins", ())]
    return Block(**values)
