"""The words of the desk itself, one module a language."""

from bantin.desk.words.en import EN
from bantin.desk.words.vi import VI

ALL = {"vi": VI, "en": EN}
NAMES = {"vi": "Tiếng Việt", "en": "English"}


def chosen(wanted: str, accepted: str, default: str) -> str:
    """The language of the desk: that which the person chose, else which the browser asks for first."""
    asked = (part.partition(";")[0].strip()[:2].lower() for part in accepted.split(","))
    return next((code for code in (wanted, *asked, default) if code in ALL), "en")
