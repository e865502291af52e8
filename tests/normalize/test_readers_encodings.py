"""Old encodings: Windows-1258 only where nothing else fits, the others only by a person's word."""

import pytest

from bantin.errors import SourceError
from bantin.normalize import encodings, readers, syllables
from normalize import formats

VIETNAMESE = (
    "Ủy ban nhân dân xã Tân An khẳng định: bão số 3 đang đổ bộ, nước lũ rút chậm, học sinh nghỉ học.\n"
    "Các lực lượng tuyến đầu tiếp tục giữ vững “trận địa”, hỗ trợ người dân – không chủ quan, lơ là.\n"
)
OTHERS = {
    "French": "Le préfet a déjà prévenu les élèves : « où êtes-vous ? » À Noël, la fête était à côté.",
    "Spanish": "El señor Muñoz pidió más información; mañana habrá elección, según él, en la región.",
    "Portuguese": "A população não tem água; a situação é difícil, mas a solução já está em discussão.",
    "Italian": "Perché la città è così; più in là, però, c'è già la libertà: sarà una novità.",
    "German": "Die Bürger müssen für größere Häuser höhere Gebühren zahlen, heißt es über Köln.",
    "Swedish": "Där är det så här: på ön får små barn äta gröt, och på kvällen går de till sjön.",
    "Latin-1 signs": "Đ 25 °C ± 2 µm, § 7, ½ und ¾, © 2021, £ 5, ¥ 9, à 3 € – ça va, là-bas, déjà.",
}
CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl pan Dvořák, když přišel domů, a šel spát."
POLISH = "Zażółć gęślą jaźń, powiedział pan Wałęsa, gdy wrócił późno do domu, bo był już wieczór."


def test_windows_1258_is_read_where_the_bytes_can_be_nothing_else() -> None:
    assert encodings.decode(formats.to_windows_1258(VIETNAMESE)) == (VIETNAMESE, "windows-1258")


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_other_languages_in_windows_1252_are_refused_and_never_corrupted(text: str) -> None:
    for times in (1, 40):
        with pytest.raises(SourceError, match="0x"):
            encodings.decode(f"{text}\n".encode("cp1252", "ignore") * times)


@pytest.mark.parametrize("text", [CZECH, POLISH])
def test_central_european_text_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="0x"):
        encodings.decode(text.encode("cp1250") * 20)


@pytest.mark.parametrize("encoding", ["vni", "tcvn3"])
def test_the_others_are_never_guessed_but_the_message_names_the_probable_one(encoding: str) -> None:
    typed = formats.vni(VIETNAMESE) if encoding == "vni" else formats.tcvn3(VIETNAMESE)
    data = typed.encode("cp1252")
    with pytest.raises(SourceError) as caught:
        encodings.decode(data)
    assert f"--encoding {encoding}" in caught.value.finding.next_step
    text, name = encodings.decode(data, encoding)
    assert (text.lower(), name) == (VIETNAMESE.lower(), encoding)


def test_vni_text_that_was_pasted_into_a_unicode_file_is_read_when_it_is_named() -> None:
    assert encodings.decode(formats.vni(VIETNAMESE).encode(), "vni") == (VIETNAMESE, "vni")


def test_viscii_whose_letters_lie_among_control_characters_is_read_when_it_is_named() -> None:
    from bantin.normalize import legacy

    text = "Kỷ niệm Ngày Thầy thuốc: Ẵm Ỹ Ỵ Ỷ Ẳ Ẫ, ủy ban nhân dân xã"
    data = bytes(legacy.VISCII.index(char) for char in text)
    assert encodings.decode(data, "viscii") == (text, "viscii")


def test_a_wrong_name_is_refused_and_shows_how_the_text_would_begin() -> None:
    data = formats.vni(VIETNAMESE).encode("cp1252")
    with pytest.raises(SourceError, match="no Vietnamese when it is read as tcvn3"):
        encodings.decode(data, "tcvn3")


def test_a_name_changes_nothing_about_vietnamese_in_unicode() -> None:
    for encoding in encodings.NAMES:
        assert encodings.decode(VIETNAMESE.encode(), encoding) == (VIETNAMESE, "utf-8")


def test_quotes_and_dashes_of_windows_in_tcvn3_are_no_capitals() -> None:
    data = "chèng dÞch “thêi gian vµng” – kh«ng chñ quan, ®ång lßng, quyÕt t©m…".encode("cp1252")
    text = "chống dịch “thời gian vàng” – không chủ quan, đồng lòng, quyết tâm…"
    assert encodings.decode(data, "tcvn3")[0] == text


def test_mixed_encodings_are_refused_at_the_first_bad_byte() -> None:
    data = "Bão số 3\n".encode() + formats.to_windows_1258(VIETNAMESE)
    for named in ("", "vni", "tcvn3"):
        with pytest.raises(SourceError, match="mixed encodings"):
            encodings.decode(data, named)
    with pytest.raises(SourceError, match="mixed encodings") as caught:
        encodings.decode(data)
    assert (caught.value.finding.block, "at byte 13" in caught.value.finding.found) == ("line 2", True)


def test_a_web_page_in_an_old_encoding_is_read_when_it_is_named() -> None:
    page = f"<html><body><p>{formats.vni(VIETNAMESE)}</p></body></html>".encode("cp1252")
    assert readers.read(page, "vni").lines[0].text.startswith("Ủy ban nhân dân xã Tân An khẳng định")


@pytest.mark.parametrize(
    ("word", "sound"),
    [
        *((word, True) for word in ("nghiêng", "quỵ", "đắk", "thuở", "các", "hoà", "hòa", "uyển", "khuỷu")),
        *((word, False) for word in ("cac", "château", "été", "dàc", "así", "straße", "nhaân", "kůň")),
    ],
)
def test_a_syllable_is_told_by_its_spelling(word: str, sound: bool) -> None:
    assert syllables.is_syllable(word) is sound
