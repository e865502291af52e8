"""Front matter: the fields that a translation must have, and those that must say what the source says."""

from collections.abc import Iterator

from bantin.check.model import Subject, short
from bantin.errors import Finding

_SAME = ("type", "identifier", "date", "date_precision", "published", "end_mark")
_TOLD_APART = ("title", "kicker")


def parity(subject: Subject) -> Iterator[Finding]:
    """Title and kicker there or not as in the source, the page's own language, no other date or number."""
    for name in _TOLD_APART:
        if bool(subject.source.text(name)) != bool(subject.target.text(name)):
            has = bool(subject.source.text(name))
            yield subject.finding(
                "front matter",
                f"no {name}" if has else f"a {name} that the source does not have",
                f"the translation of {short(subject.source.text(name))}" if has else "none",
                f"{'translate' if has else 'take away'} the field {name}",
            )
    said = subject.target.text("lang")
    if said != subject.languages[1]:
        yield subject.finding(
            "front matter",
            f"lang: {said}" if said else "no field lang",
            f"lang: {subject.languages[1]}",
            "correct the field",
            "error" if said else "warning",
        )
    for name in _SAME:
        ours, theirs = subject.source.text(name), subject.target.text(name)
        if theirs and theirs != ours:
            yield subject.finding(
                "front matter",
                f"{name}: {theirs}",
                f"{name}: {ours}" if ours else f"no field {name}",
                "take the field away: readers are shown the source's",
            )
