"""Wrong-language pages: the page as a whole is not in the language that it should be in."""

from collections.abc import Iterator

from bantin.check import english, vietnamese
from bantin.check.model import Subject
from bantin.errors import Finding

_VIETNAMESE = 0.3  # of the words in small letters: far above any English with Vietnamese names


def language(subject: Subject) -> Iterator[Finding]:
    """One finding for a page that holds another language."""
    text = " ".join(unit.text for unit in subject.target_units)
    code = subject.languages[1]
    wrong = "" if code == "vi" or vietnamese.share(text) < _VIETNAMESE else "Vietnamese"
    if code == english.CODE and not wrong and not english.page(text):
        wrong = "another language"
    if wrong:
        yield subject.finding(
            "", f"the page is in {wrong}", f"a page in the language {code}", "translate the page"
        )
