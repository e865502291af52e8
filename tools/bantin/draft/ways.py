"""The way from one language to another: one package, or two that meet in English."""

import re

from bantin.draft.archive import Metadata
from bantin.draft.package import Package

PIVOT = "en"  # the language that Argos packages meet in


def way(source_code: str, packages: list[Package], target_code: str) -> tuple[Package, ...]:
    """The best package from the source to the target language, or the best two by way of English."""
    if direct := best(packages, source_code, target_code):
        return (direct,)
    first, second = best(packages, source_code, PIVOT), best(packages, PIVOT, target_code)
    return (first, second) if first and second else ()


def way_with(
    source_code: str, packages: list[Package], given: Package, target_code: str
) -> tuple[Package, ...]:
    """The way that a given package is on, alone or with the best other one; empty where there is none."""
    if leads(given, source_code, target_code):
        return (given,)
    if leads(given, source_code, PIVOT):
        second = best(packages, PIVOT, target_code)
        return (given, second) if second else ()
    first = best(packages, source_code, PIVOT) if leads(given, PIVOT, target_code) else None
    return (first, given) if first else ()


def best(packages: list[Package], from_code: str, to_code: str) -> Package | None:
    """Installed before embedded, official before others, newest first."""
    return max(
        (package for package in packages if leads(package, from_code, to_code)),
        key=lambda item: (item.place == "installed", item.grade, _version(item.version)),
        default=None,
    )


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))


def primary(code: str) -> str:
    """The language of a code: 'en' of 'en-GB'."""
    return re.split(r"[-_]", code.lower())[0]


def leads(package: Package | Metadata, from_code: str, to_code: str) -> bool:
    """Whether the package translates from the one language to the other."""
    codes = (package.from_code, package.to_code), (from_code, to_code)
    return list(map(primary, codes[0])) == list(map(primary, codes[1]))
