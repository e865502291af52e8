"""Old encodings: the tables are those of the standards, and no text is converted without evidence."""

import shutil
import subprocess
import unicodedata

import pytest

from bantin.errors import SourceError
from bantin.normalize import legacy

SAMPLE = (
    "Ủy ban nhân dân khẳng định: lũ rút, đường sá ướt, nghỉ học; ỷ lại, kỹ lưỡng, quỵ, giữ vững, rộng rãi, "
    "bão số 3, ổn định, hễ, để, mỗi, những, xã Tân Khê, ĐẢNG ỦY, Ở, Ẳ, Ỵ"
)


@pytest.mark.parametrize(("encoding", "name"), [("tcvn3", "TCVN5712-1"), ("viscii", "VISCII")])
def test_the_tables_agree_with_iconv(encoding: str, name: str) -> None:
    if not shutil.which("iconv"):
        pytest.skip("no iconv here to compare with")
    data = b"".join(bytes([byte, 0x20]) for byte in range(0x20, 0x100))
    done = subprocess.run(["iconv", "-f", name, "-t", "UTF-8"], input=data, capture_output=True, check=True)
    assert legacy.decode(data, encoding, "x.txt") == unicodedata.normalize("NFC", done.stdout.decode())


@pytest.mark.parametrize(("typed", "letters"), [
    ("khaúng ñònh", "khẳng định"), ("AÚ", "Ẳ"), ("Aú", "Ẳ"), ("aü aë aê aé aè", "ẵ ặ ă ắ ằ"),
    ("Uyû ban nhaân daân", "Uỷ ban nhân dân"),
    ("QUAÄN UÛY", "QUẬN ỦY"), ("ngöôøi", "người"), ("ÑÖÔØNG", "ĐƯỜNG"),
    ("kyõ thuaät, ñòa chæ, nghó, kî", "kỹ thuật, địa chỉ, nghĩ, kỵ"),
    ("soá 12/2005/QÑ-UB", "số 12/2005/QĐ-UB"),
])  # fmt: skip
def test_vni_pairs_become_the_letters_they_show(typed: str, letters: str) -> None:
    assert legacy.decode(typed.encode("cp1252"), "vni", "x.txt") == letters


def test_every_vietnamese_letter_has_one_vni_form() -> None:
    marked = {
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in "aăâeêioôơuưy"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    }
    letters = marked - set("aeiouy") | {"đ"}
    assert {letter for letter in legacy.VNI.values() if letter.islower()} == letters
    assert {letter.lower() for letter in legacy.VNI.values() if letter.isupper()} == letters


@pytest.mark.parametrize("encoding", ["tcvn3", "viscii"])
def test_a_text_survives_the_way_there_and_back(encoding: str) -> None:
    table = legacy.TCVN3 if encoding == "tcvn3" else legacy.VISCII
    text = SAMPLE if encoding == "viscii" else SAMPLE.replace("Ủ", "ủ").replace("Ỵ", "ỵ").replace("Ở", "ở")
    data = bytes(table.index(char) for char in text)
    assert legacy.decode(data, encoding, "x.txt") == text


@pytest.mark.parametrize(("typed", "letters"), [
    ("Vie^.t Nam ho.c ti`nh", "Việt Nam học tình"), ("DDo^ng Anh dda(.c", "Đông Anh đặc"),
    ("u+o+'c mo+", "ước mơ"), ("Xong\\. Ai\\?", "Xong. Ai?"),
])  # fmt: skip
def test_viqr_reads_marks_typed_after_their_letter(typed: str, letters: str) -> None:
    assert legacy.decode(typed.encode(), "viqr", "x.txt") == letters


@pytest.mark.parametrize(("font", "text", "letters"), [
    (".VnTime", "NghÞ quyÕt", "Nghị quyết"), (".VnTimeH", "nghÞ quyÕt", "NGHỊ QUYẾT"),
    ("VNI-Times", "Nghò quyeát", "Nghị quyết"), ("Times New Roman", "Nghị quyết ñ", "Nghị quyết ñ"),
    ("", "español", "español"),
])  # fmt: skip
def test_only_a_font_of_the_time_converts_text(font: str, text: str, letters: str) -> None:
    assert legacy.from_font(text, font) == letters


def test_a_byte_that_the_encoding_lacks_is_named() -> None:
    with pytest.raises(SourceError, match="byte 2"):
        legacy.decode(b"ab\xff", "viqr", "x.txt")
