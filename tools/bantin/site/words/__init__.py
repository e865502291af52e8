"""The words of the site itself (not of its bulletins), one module a language."""

from bantin.errors import SettingsError
from bantin.settings import FILE
from bantin.site.words.base import Words
from bantin.site.words.en import EN
from bantin.site.words.vi import VI

__all__ = ["Words", "words"]

_ALL = {"vi": VI, "en": EN}


def words(code: str) -> Words:
    """The words in one language. Raises SettingsError for a language that has none yet."""
    if code in _ALL:
        return _ALL[code]
    raise SettingsError(
        f"no interface words in the language '{code}'",
        file=FILE,
        block="plugins.i18n.languages",
        expected=f"one of {', '.join(sorted(_ALL))}",
        next_step=f"write bantin/site/words/{code}.py after the pattern of en.py",
    )
