"""Facts checked in a language that has no reader of its own: French, here."""

import pytest

from bantin.facts import en, foreign, vi


def found(source: str, target: str) -> list[str]:
    return [str(one) for one in foreign.compare(en.find(source), target)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("District 12 vaccinated 96.56% of 1,234,567 people.", "12, 96,56 %, 1 234 567 personnes."),
        ("On 31 December 2021 at 7.30 p.m.", "Le 31 décembre 2021 à 19h30."),
        ("On 31 December 2021 at 7.30 p.m.", "Le 31/12/2021 à 7 h 30 du soir."),
        ("VND 2.5 billion for three wards", "2,5 milliards de dongs pour 3 quartiers"),
        ("VND 2.5 billion", "2 500 000 000 dongs"),
        ("Notice 16/CT-TTg, see www.myan.example or call 115.", "L’avis 16/CT-TTg : www.myan.example, 115."),
        ("Ward 5 has 5 points.", "Le quartier 5 a 5 postes."),
        ("in the first week", "la 1re semaine"),
    ],
)
def test_good_french_raises_no_alarm(source: str, target: str) -> None:
    assert found(source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("District 12 has 5 wards.", "District 21 a 5 quartiers.", ["number changed: 12 → 21"]),
        ("District 12 has 5 wards.", "District 12.", ["number missing: 5"]),
        ("96.56% of people", "96,65 % des gens", ["number changed: 96.56 → 96,65"]),
        ("On 31 December 2021.", "Le 13 décembre 2021.", ["date changed: 31 December 2021 → 13"]),
        ("Notice 16/CT-TTg.", "L’avis 16/CT-TTG1.", ["number extra: 1"]),
        ("Notice 16/CT-TTg.", "L’avis 61/CT-TTg.", ["document missing: 16/CT-TTg", "number extra: 61"]),
        ("Ward 5 has 5 points.", "Le quartier 5 a des postes.", ["number missing: 5"]),
        ("Stay at home.", "Restez 14 jours chez vous.", ["number extra: 14"]),
    ],
)
def test_planted_faults_are_found(source: str, target: str, expected: list[str]) -> None:
    assert found(source, target) == expected


def test_vietnamese_is_checked_against_french_too() -> None:
    assert foreign.compare(vi.find("Ngày 18/7 tiêm 1.234 người."), "Le 18 juillet, 1 234 personnes.") == []
    assert foreign.compare(vi.find("Ngày 18/7 tiêm 1.234 người."), "Le 18 juillet, 1 243 personnes.") != []
