"""The HTML of a bulletin's body: made safe, captions marked, headings given addresses.

Bulletin pages may be edited by hand or come from anywhere, so their HTML is cut down to what a bulletin
needs: no script, style, frame, form, event handler or foreign image can be live in it.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain, count
from urllib.parse import urlsplit

import nh3

from bantin.facts import documents
from bantin.site.tables import with_figures_right

MANY_HEADINGS = 4  # from here on a page has a table of contents
_TAGS = {
    *(f"h{rank}" for rank in range(2, 7)),
    *("p", "br", "hr", "em", "strong", "sub", "sup", "a", "img", "blockquote", "code", "pre"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "*": {"lang"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
_RANK_1 = re.compile(r"<(/?)h1\b", re.IGNORECASE)
_CAPTION = re.compile(r"<p>(<em>(?:(?!</?em>|</p>).)*</em>)</p>", re.DOTALL)
_HEADING = re.compile(r"<(h[2-6])\b[^>]*>(.*?)</\1>", re.DOTALL)
_ADDRESSED = re.compile(r'<h[2-6]\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h[2-6]>', re.DOTALL)
_NO_LINK = re.compile(r"<a\b(?![^>]*\shref=)[^>]*>")
_IMAGE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r'\salt="([^"]*)"')
_SOURCE = re.compile(r'\ssrc="[^"]')
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_LAST_STOP = re.compile(r"(?<![./])\.?(?<!/\.)(</p>|</li>\s*</[uo]l>)\s*\Z")
_LETTERED = re.compile(r"<li>(?=\s*(?:<p>)?[a-zđ]{1,2}\) )")
_TAG = re.compile(r"<[^>]+>")
_MARKUP = re.compile(r"(<[^>]*>)")


def clean(html: str) -> str:
    """The same HTML with nothing in it that could run, ask another host, or stand as a second title."""
    safe = nh3.clean(
        _RANK_1.sub(r"<\1h2", html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_keep_own,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    safe = _NO_LINK.sub("<a>", safe)
    safe = _IMAGE.sub(_shown, safe)
    safe = _LETTERED.sub('<li class="lettered">', safe)  # an item that has its own mark needs no dash
    safe = _CAPTION.sub(r'<p class="caption">\1</p>', safe)
    return _TABLE.sub(lambda match: _framed(match.group()), safe)


def _framed(table: str) -> str:
    return f'<div class="table" tabindex="0">{with_figures_right(table)}</div>'


def headings(html: str) -> list[str]:
    """The texts of the headings, in order."""
    return [text_of(match.group(2)) for match in _HEADING.finditer(html)]


def contents(html: str) -> list[tuple[str, str]]:
    """The addresses and texts (safe HTML) of the headings of the first rank, where a table of them helps."""
    ranks = [match.group(1) for match in _HEADING.finditer(html)]
    found = [
        (match.group(1), text_of(match.group(2)))
        for match in _ADDRESSED.finditer(html)
        if match.group(0).startswith(f"<{min(ranks)}")
    ]
    return found if len(ranks) >= MANY_HEADINGS and len(found) > 1 else []


def with_ids(html: str, ids: Sequence[str]) -> str:
    """The same HTML with an address on each heading, in order."""
    left = iter(ids)
    return _HEADING.sub(lambda match: _addressed(match, next(left, "")), html)


def with_end_mark(html: str) -> str:
    """The mark './.' in place of the last full stop, where an official text ends with it."""
    return _LAST_STOP.sub(r"./.\1", html)


def with_numbers_kept(html: str) -> str:
    """The same HTML, its document numbers (16/CT-TTg) marked as what no translation may change."""
    pieces = _MARKUP.split(html)
    pieces[::2] = [documents.NUMBER.sub(r'<span translate="no">\g<0></span>', text) for text in pieces[::2]]
    return "".join(pieces)


def _keep_own(tag: str, attribute: str, value: str) -> str | None:
    """Images only from this site: another host would learn who reads what."""
    if tag == "img" and attribute == "src" and (urlsplit(value).scheme or value.startswith("//")):
        return None
    return value


def _shown(match: re.Match[str]) -> str:
    """An image of this site; of any other only the words that stand for it."""
    image = match.group()
    words = _ALT.search(image)
    if not _SOURCE.search(image):
        return words.group(1) if words else ""
    return image if words else f'{image[:-1]} alt="">'


def _addressed(match: re.Match[str], name: str) -> str:
    tag, inner = match.groups()
    return f'<{tag} id="{name}">{inner}</{tag}>' if name else f"<{tag}>{inner}</{tag}>"


def heading_ids(texts: Sequence[str]) -> list[str]:
    """Addresses for headings, from the source's texts, so that a deep link works in every language."""
    ids: dict[str, None] = {}
    for text in texts:
        name = slug(text) or "muc"
        tries = chain([name], (f"{name}-{number}" for number in count(2)))
        ids[next(one for one in tries if one not in ids)] = None
    return list(ids)


def slug(text: str) -> str:
    """Plain letters and hyphens: 'Điều 1. Phạm vi' -> 'dieu-1-pham-vi'."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60].rstrip("-")


def text_of(html: str) -> str:
    """The text of HTML without its tags (entities stay)."""
    return " ".join(_TAG.sub(" ", html).split())
