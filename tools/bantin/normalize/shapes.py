"""What a line looks like: capitals, caption, list mark, section number, name, sentence end."""

import re
from dataclasses import dataclass

UPPER = "A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
LOWER = "a-zà-ãè-êìíò-õùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"

_END = re.compile(r"(?:[.!?…]|\./\.)[”\"’')\]»]*$")
_OPENING = "“\"‘'«(["
_CAPTION = re.compile(
    r"(?:\(\s*(?:Ảnh|Nguồn ảnh|Ảnh minh h[ọo]a|Ảnh tư liệu|Minh h[ọo]a|Đồ h[ọo]a|Photo)\b[^()]{0,80}\)\.?|"
    r"[.\s–-]\s*(?:Ảnh|Đồ họa)\s*:\s*[^.!?]{2,60}\.?)$|^(?:Ảnh|Đồ họa|Ảnh minh h[ọo]a)\s*:\s*\S.{0,200}$|"
    r"^Ảnh (?:minh h[ọo]a|tư liệu)\.?$"
)
_BULLET = re.compile(r"^([-–—+*•·●▪■□○◦►➢✓✔\uf0b7\uf0a7\uf0d8\uf02d])(?:\s+|(?=[^\W\d_]))(?=\S)")
_NUMBER = re.compile(
    r"^(\d{1,2}(?:\.\d{1,2}){0,3})([.)]|/(?=\s))\s*(?=[^\W\d_]|[“\"(])|^(\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[^\W\d_])"
)
_LETTER = re.compile(r"^([a-zđ]|[ivx]{1,4})\)\s*(?=\S)")
_ROMAN = re.compile(
    r"^(?:[IVX]{1,5}|[A-H])(?:[.)/]|\s*[-–]\s)\s*(?=\S)|"
    r"^(?:PHẦN|CHƯƠNG|MỤC|Phần|Chương|Mục)\s+(?:[IVX]{1,5}|\d{1,2}|thứ \w+)\b"
)
_ARTICLE = re.compile(r"^(?:Điều|ĐIỀU)\s+\d{1,3}[a-zđ]?\s*[.:]")
_NAME_WORD = rf"[{UPPER}][{LOWER}]*\.?"
NAME = re.compile(rf"^{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,5}}$")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Marker:
    """A list mark as written. `family`: '1' numbers, '1.1' deeper ones, 'a' letters, or the bullet."""

    mark: str
    family: str
    value: int = 0


def ends_sentence(text: str) -> bool:
    """Whether a line ends with a full stop, a question or exclamation mark, or an ellipsis."""
    return bool(_END.search(text))


def ends_clause(text: str) -> bool:
    """Whether a line ends with any mark that closes a sentence, an item or a lead-in."""
    return bool(_END.search(text)) or text.endswith((":", ";", ","))


def begins_sentence(text: str) -> bool:
    """Whether a line begins with a capital, a digit's sentence, or an opening quote."""
    return text[:1] in _OPENING or text[:1].isupper()


def is_capitals(text: str) -> bool:
    """Whether a line is written in capitals: two words or more, no small letter, no full stop."""
    letters = _LETTERS.findall(text) if text[-1:] not in ".,;" else []
    if len(letters) < 6 or any(letter.islower() for letter in letters):
        return False
    return len(text.split()) >= 2 and len(text) <= 250


def is_caption(text: str) -> bool:
    """Whether a line says whose picture it is, as captions do: '(Ảnh: TTXVN)'."""
    return len(text) <= 400 and bool(_CAPTION.search(text))


def stands_alone(text: str) -> bool:
    """Whether a line is never a piece of a paragraph."""
    return is_capitals(text) or is_caption(text) or bool(_ARTICLE.match(text))


def marker(text: str) -> Marker | None:
    """The list mark that begins a line, or None."""
    bullet = _BULLET.match(text)
    if bullet:
        return Marker(bullet.group(1), bullet.group(1))
    number = _NUMBER.match(text)
    if number:
        digits = number.group(1) or number.group(3)
        family = ".".join("1" for _ in digits.split(".")) + (number.group(2) or "")
        return Marker(text[: number.end()].strip(), family, int(digits.rsplit(".", 1)[-1]))
    letter = _LETTER.match(text)
    return Marker(text[: letter.end()].strip(), "a") if letter else None


def is_section(text: str) -> bool:
    """Whether a line opens a section as official documents do: 'I.', 'Chương II', 'PHẦN THỨ NHẤT'."""
    return bool(_ROMAN.match(text)) and len(text) <= 200 and not ends_clause(text.rstrip(":"))


def is_article(text: str) -> bool:
    """Whether a line opens an article: 'Điều 1.'."""
    return bool(_ARTICLE.match(text))


def is_name(text: str) -> bool:
    """Whether a line could be a person's name: one to six capitalised words."""
    return len(text) <= 60 and bool(NAME.match(text))
