"""Read interactions of QTI with long texts, files and places in pictures."""

from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from apps.quizzes.formats.collecting import BrokenQuestion
from apps.quizzes.formats.qti.item_reader import Found, ItemReader
from apps.quizzes.formats.qti.scoring import read_number
from apps.quizzes.formats.qti.texts import find_media, get_address
from apps.quizzes.formats.qti.words import get_shares
from apps.quizzes.questions import bodies, keys
from apps.quizzes.questions.parts import Point


def read_text(reader: ItemReader, _interaction: Element) -> Found:
    """Read a long text."""
    key = keys.EssayKey(kind="essay", guide=reader.read_guide(), **reader.build_base())
    return bodies.EssayBody(kind="essay"), key


def read_upload(reader: ItemReader, _interaction: Element) -> Found:
    """Read a file that is handed in."""
    key = keys.FileKey(kind="file", guide=reader.read_guide(), **reader.build_base())
    return bodies.FileBody(kind="file"), key


def read_hotspot(reader: ItemReader, interaction: Element) -> Found:
    """Read points that are set in a picture, or hotspots that are chosen: the right ones are the regions."""
    response, points = reader.get_response(interaction), reader.scoring.points
    picture = next(find_media(interaction), None)
    if picture is None:
        raise BrokenQuestion("unreadable", detail="object")
    width, height = _read_size(reader, picture)
    areas = response.areas
    is_mapped = reader.scoring.is_mapped(response)
    if interaction.tag == "hotspotInteraction":
        chosen = response.mapping if is_mapped and response.mapping else dict.fromkeys(response.correct, points)
        areas = [
            (each.get("shape", ""), each.get("coords", ""), chosen[each.get("identifier", "")])
            for each in interaction.iter("hotspotChoice")
            if each.get("identifier", "") in chosen
        ]
    needs_all = reader.scoring.needs_all or not is_mapped
    scale = Decimal(1) if reader.scoring.needs_all else points
    regions = [
        keys.Region(shape=read[0], points=read[1], share=get_shares({"": value}, scale)[""])
        for shape, coords, value in areas or ()
        if value > 0 and (read := _read_shape(shape, coords, width, height)) is not None
    ]
    if not regions:
        raise BrokenQuestion("no_right_answer")
    most = interaction.get("maxChoices", "1")
    count = int(most[:4]) if most.isdecimal() and int(most[:4]) else len(regions)
    body = bodies.HotspotBody(
        kind="hotspot", picture=reader.context.find_needed_file(get_address(picture)), points=min(count, 20)
    )
    key = keys.HotspotKey(
        kind="hotspot",
        regions=regions,
        rule="all" if needs_all else "each",
        aspect=width / height,
        **reader.build_base(),
    )
    return body, key


def _read_size(reader: ItemReader, picture: Element) -> tuple[float, float]:
    """Return width and height of a picture in pixels: as the item says them, else as the file has them."""
    said = [float(read_number(picture.get(name, "")) or 0) for name in ("width", "height")]
    if min(said) > 0:
        return said[0], said[1]
    found = reader.context.read_picture_size(get_address(picture))
    if found is None:
        raise BrokenQuestion("unreadable", detail="width, height")
    return found


def _read_shape(shape: str, coords: str, width: float, height: float) -> tuple[Any, list[Point]] | None:
    """Return a region of a picture, given in pixels; None for a shape that is not known here."""
    numbers = [float(number) for each in coords.split(",") if (number := read_number(each)) is not None]
    if shape == "circle" and len(numbers) == 3:
        shape, numbers = "circle", [numbers[0], numbers[1], numbers[0] + numbers[2], numbers[1]]
        if numbers[2] > width:
            numbers[2] = 2 * numbers[0] - numbers[2]
    elif not (shape == "rect" and len(numbers) == 4) and not (shape == "poly" and len(numbers) >= 6):
        return None
    places = [
        Point(x=min(max(x / width, 0), 1), y=min(max(y / height, 0), 1))
        for x, y in zip(numbers[::2], numbers[1::2], strict=False)
    ]
    return {"circle": "circle", "rect": "rectangle", "poly": "polygon"}[shape], places
