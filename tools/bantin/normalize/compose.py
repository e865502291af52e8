"""A reading to a page: the steps in order, each in its own module; no file is touched here."""

from dataclasses import dataclass

from bantin import blocks, files
from bantin.facts import documents
from bantin.normalize import (
    head,
    lines,
    metadata,
    official,
    remarks,
    shapes,
    slugs,
    structure,
    typography,
    wraps,
)
from bantin.normalize.head import Head
from bantin.normalize.metadata import Byline, Dated
from bantin.normalize.official import Header, Tail
from bantin.normalize.readers.base import Line, Reading
from bantin.normalize.wraps import Para
from bantin.page import Page, Value

VERSION = "3"  # of the rules in this package: a change makes pages that no one has edited be written anew
NO_TITLE = head.NO_TITLE


def rules(mending: bool) -> str:
    """The name of the rules that a page is written by."""
    return VERSION if mending else f"{VERSION} without typography"


@dataclass(frozen=True)
class _Parts:
    """What the lines were found to be."""

    header: Header
    tail: Tail
    head: Head
    dated: Dated
    date_lines: tuple[str, ...]
    byline: Byline | None
    body: tuple[Para, ...]


def page_of(reading: Reading, source: str, sha256: str, mending: bool = True) -> Page:
    """The page that a reading makes, with its fingerprints; without `mending` every mark stays."""
    clean, dropped = lines.clean(reading.lines)
    parts = _parts(reading, clean)
    mender = typography.Mender(mending, [para.text for para in (*_titles(parts.head), *parts.body)])
    kicker = mender.text(parts.head.kicker) if parts.head.kicker else ""
    title = mender.title(parts.head.title) if parts.head.title else ""
    unmarked = mender.body(parts.body)
    made, built = structure.build(unmarked, not _is_official(parts), reading.figures)
    fields = _fields(parts, reading, kicker, title, [para.text for para in unmarked])
    notes = [
        *parts.head.notes, *parts.dated.notes, *reading.notes, *lines.hazards(reading.lines),
        *metadata.doubts(parts.byline, fields),
        *remarks.of((*_titles(parts.head), *parts.body)),
    ]  # fmt: skip
    fields |= {
        "end_mark": mender.end_mark, "source": source, "source_sha256": sha256,
        "source_format": reading.format, "source_encoding": reading.encoding, "ocr": reading.ocr,
        "dropped": [*dropped, *reading.dropped], "repairs": mender.repairs, "review_notes": [*notes, *built],
    }  # fmt: skip
    return signed(
        Page({key: value for key, value in fields.items() if value or key == "title"}, blocks.join(made)),
        rules(mending),
    )


def _parts(reading: Reading, clean: tuple[Line, ...]) -> _Parts:
    header, rest = official.take_header(clean)
    stamp, stamp_line, rest = (None, "", rest) if header.dated else metadata.take_stamp(rest)
    byline, rest = metadata.take_byline(rest)
    tail, rest = official.take_tail(rest)
    whole = (
        wraps.paragraphs(lines.untab(rest)) if reading.cut else tuple(map(wraps.single, lines.untab(rest)))
    )
    top = head.take(whole, tuple(map(wraps.single, header.subject)))
    placed, date_line = (header.dated, header.date_text) if header.dated else (tail.dated, tail.date_line)
    dated = metadata.date_of(
        stamp, stamp_line, reading.published, placed, date_line, [para.text for para in top.rest]
    )
    date_lines = tuple(filter(None, (stamp_line, tail.date_line)))
    return _Parts(header, tail, top, dated, date_lines, byline, top.rest)


def _titles(top: Head) -> tuple[Para, ...]:
    return tuple(para for para in (top.kicker, top.title) if para)


def _is_official(parts: _Parts) -> bool:
    return bool(parts.header.letterhead or parts.head.type or parts.tail.recipients)


def _fields(parts: _Parts, reading: Reading, kicker: str, title: str, texts: list[str]) -> dict[str, Value]:
    letterhead = [*parts.header.letterhead, *parts.head.type_lines]
    lede = next((text for text in texts if not shapes.stands_alone(text)), next(iter(texts), ""))
    placed = parts.header.dated or parts.tail.dated
    kind = parts.head.type or (documents.type_of(parts.header.number) if parts.header.number else "")
    byline = parts.byline or Byline("")
    return {
        "title": title or head.provisional(lede),
        "title_provisional": not title,
        "kicker": kicker,
        "lang": "vi",
        "type": _type(kind, kicker),
        "identifier": parts.header.number,
        "date": parts.dated.date,
        "date_precision": parts.dated.precision,
        "date_evidence": parts.dated.evidence,
        "date_line": parts.date_lines[0] if len(parts.date_lines) == 1 else list(parts.date_lines),
        "published": parts.dated.published,
        "issuer": _issuer(parts, texts),
        "publisher": byline.publisher or reading.publisher,
        "author": byline.author,
        "byline": byline.line,
        "place": placed.place if placed else metadata.place_of(title, texts),
        "references": metadata.references([title, *texts], parts.header.number, parts.dated.date),
        "letterhead": letterhead,
        "recipients": list(parts.tail.recipients),
        "signature": list(parts.tail.signature),
    }


def _type(kind: str, kicker: str) -> str:
    """The slug of the document type's name; material for the public says in its kicker what it is."""
    if kind:
        return slugs.slug(kind)
    material = kicker.lower().startswith(("tài liệu tuyên truyền", "đề cương tuyên truyền"))
    return "tai-lieu-tuyen-truyen" if material else "tin-bai"


def _issuer(parts: _Parts, texts: list[str]) -> str:
    """The issuing body of the letterhead or the signature, in the small letters that the text gives it."""
    issuer = parts.header.issuer
    if not issuer and not parts.header.letterhead and parts.tail.signature:
        first = parts.tail.signature[0]
        issuer = first if official.is_body(first) else ""
    if issuer.isupper():
        for text in texts:
            place = text.lower().find(issuer.lower())
            if place >= 0:
                return text[place : place + len(issuer)]
    return issuer


def signed(page: Page, version: str) -> Page:
    """The page with the marks by which a later run knows it: rules' version and both fingerprints."""
    return page.with_meta(
        {
            "normalizer": version,
            "normalized": blocks.fingerprint(page),
            "normalized_fields": fields_print(page),
        }
    )


def fields_print(page: Page) -> str:
    """A fingerprint of the fields that a person may correct, so that a correction is seen."""
    skipped = {"normalizer", "normalized", "normalized_fields", "source", "source_sha256"}
    said = [f"{key}={value}" for key, value in sorted(page.meta.items()) if key not in skipped]
    return files.sha256("\n".join(said).encode())[:16]
