"""Vietnamese left in a translation.

Proper names keep their marks (Hà Nội, Nguyễn Văn An), and so do quoted slogans and the few words that
English has borrowed; small letters with Vietnamese marks, and the set phrases of official papers, are left.
"""

import re
from collections.abc import Iterator

from bantin.check.model import Subject, short
from bantin.errors import Finding, Severity
from bantin.page import normal

# Letters that no other common language has (Unicode: Latin Extended Additional U+1EA0-1EF9, and ă đ ơ ư).
_OWN = re.compile(r"[\u1ea0-\u1ef9ăđơưĩũĂĐƠƯĨŨ]")
_MARK = re.compile(r"[\u1ea0-\u1ef9ăđơưĩũàáâãèéêìíòóôõùúý]")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|\([^()]*\)|\*[^*]+\*")
_SLOGAN = 15  # words in quotes that may be a slogan; more is a text that was not translated
_BORROWED = re.compile(
    r"(?<!\w)(?:đồng|áo dài|áo bà ba|phở|bánh (?:mì|chưng|tét|xèo|giầy)|bún chả|nước mắm|quan họ|chèo|tuồng|"
    r"cải lương|đình|đờn ca tài tử|ví giặm|hát xẩm|đàn bầu|đổi mới|nhà rông|cồng chiêng|nón lá|vọng cổ|hụi|"
    r"xích lô|thổ cẩm)(?!\w)"
)
# Set phrases of official papers (Decree 30/2020/NĐ-CP, annex III) and of bulletins: never part of a name.
_PHRASES = (
    "thông báo|quyết định|kế hoạch|chỉ thị|công văn|công điện|tờ trình|báo cáo|hướng dẫn|nghị quyết|"
    "nghị định|thông tư|kính gửi|nơi nhận|như trên|ủy ban|uỷ ban|nhân dân|hội đồng|cộng hòa|cộng hoà|"
    "xã hội chủ nghĩa|độc lập|tự do|hạnh phúc|chủ tịch|phó chủ tịch|giám đốc|bí thư|thường vụ|"
    "thường trực|đảng ủy|quận ủy|huyện ủy|tỉnh ủy|thành ủy|mặt trận tổ quốc|công an|quân sự|trạm y tế|"
    "trung tâm|phòng chống|tổ dân phố|khu phố|thị trấn|thành phố|toàn dân|người dân|phát huy|tinh thần|"
    "về việc|tăng cường|triển khai|thực hiện|tổ chức|phối hợp|đề nghị|yêu cầu|và các|của các|trong đó|"
    "theo dõi"
)
_PHRASE = re.compile(rf"(?<!\w)(?:{_PHRASES})(?!\w)", re.IGNORECASE)
_PLAIN = re.compile(  # the same language typed without marks: function words that English does not have
    r"(?<!\w)(?:va|cua|cac|duoc|khong|nhung|nguoi|trong|voi|cho|ngay|thang|nam|phong|chong|dich|dan|theo|tai)(?!\w)"
)
_NEXT = "translate it; a name keeps its capitals, a slogan its quotation marks"


def left(subject: Subject) -> Iterator[Finding]:
    """Vietnamese words in a translation; skipped where the source is not Vietnamese or the target is."""
    if subject.languages[0] != "vi" or subject.languages[1] == "vi":
        return
    for twin in subject.twins:
        if twin.target:
            source = twin.source.text if twin.source else ""
            yield from _in_block(subject, twin.number, source, twin.target.text)
    for name in ("letterhead", "recipients", "signature"):
        for line in subject.target.texts(name):
            if line in subject.source.texts(name) and any(_runs(line)):
                yield _finding(subject, name, line, "error")


def _in_block(subject: Subject, place: int, source: str, target: str) -> Iterator[Finding]:
    if _untranslated(source, target):
        yield _finding(subject, place, target, "error")
        return
    rest = _BORROWED.sub(" … ", target if _all_quoted(target) else _QUOTED.sub(_gap, target))
    runs = [run for run in _runs(rest) if run]
    grave = [run for run in runs if len(run.split()) > 1]
    for run in grave:
        yield _finding(subject, place, run, "error")
    for run in runs:
        if run not in grave:
            yield _finding(subject, place, run, "warning")
    if not runs and len(_PLAIN.findall(rest)) > 3:
        yield _finding(subject, place, target, "error")


def _finding(subject: Subject, place: int | str, text: str, severity: Severity) -> Finding:
    found = f"Vietnamese left: {short(text)}"
    return subject.finding(place, found, "the words of the language of the page", _NEXT, severity)


def _untranslated(source: str, target: str) -> bool:
    """Whether a block stands as it was, and is not only names, figures and addresses."""
    if normal(source).casefold() != normal(target).casefold():
        return False
    return any(_runs(target)) or any(_foreign(word) for word in _WORD.findall(target))


def _foreign(word: str) -> bool:
    return word.islower() and bool(_MARK.search(word))


def _gap(match: re.Match[str]) -> str:
    """A quoted slogan or a gloss in brackets is right; a long text in quotes was not translated."""
    return " … " if len(match.group().split()) <= _SLOGAN else match.group()


def _all_quoted(text: str) -> bool:
    return not _WORD.search(_QUOTED.sub("", text))


def _runs(text: str) -> Iterator[str]:
    """Stretches of small-letter words with Vietnamese marks, and set phrases in any letters."""
    taken = [
        match.span() for match in _PHRASE.finditer(text) if not match.group().istitle()
    ]  # Độc Lập Street
    yield from (text[start:end] + " …" for start, end in taken)
    run: list[re.Match[str]] = []
    for match in [*_WORD.finditer(text), None]:
        near = bool(run and match and match.start() - run[-1].end() < 2)
        if match and _foreign(match.group()) and (near or not run):
            run.append(match)
            continue
        if run and any(_OWN.search(one.group()) for one in run):
            start, end = run[0].start(), run[-1].end()
            if not any(start < taken_end and taken_start < end for taken_start, taken_end in taken):
                yield text[start:end]
        run = [match] if match and _foreign(match.group()) else []


def share(text: str) -> float:
    """The part of a text's words that are Vietnamese in small letters with marks, from 0 to 1."""
    words = [word for word in _WORD.findall(text) if word.islower()]
    return sum(bool(_MARK.search(word)) for word in words) / len(words) if words else 0.0
