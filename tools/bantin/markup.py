"""Plain text to inline Markdown and back: what a source says is never taken for markup.

The site renders pages with Python-Markdown, so the escapes are those that it knows: a backslash before
its ESCAPED_CHARS, and entities for what would begin HTML.
"""

import html
import re

_INLINE = re.compile(r"[\\`*_\[\]{}|~^]")
_LINE_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+#=:!%@$])")
_ENTITY_ONLY = {"|": "&#124;", "~": "&#126;", "^": "&#94;"}
_MARKUP = [
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),  # link or image: its text
    (re.compile(r"(\*\*|__|\*|_|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
]
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!])")
_SHIELD = 0x10FF00  # private characters that stand for escaped ones while markup is taken away
_SHIELDED = re.compile(f"[{chr(_SHIELD)}-{chr(_SHIELD + 0x7F)}]")
_MARKED = re.compile(rf"[\\\[*_`&{chr(_SHIELD)}-{chr(_SHIELD + 0x7F)}]")  # without one of these, text is text


def escape(text: str) -> str:
    """Inline Markdown that renders as exactly this text, wherever in a block it stands."""
    text = _INLINE.sub(_escape_char, html.escape(text, quote=False))
    return _LINE_START.sub(_escape_start, text)


def _escape_char(match: re.Match[str]) -> str:
    char = match.group()
    return _ENTITY_ONLY.get(char, f"\\{char}")


def _escape_start(match: re.Match[str]) -> str:
    number, mark, char = match.groups()
    if number:
        return f"{number}\\." if mark == "." else f"{number}&#41;"
    return f"\\{char}" if char in "-+#!" else f"&#{ord(char)};"


def plain(markup: str) -> str:
    """The text that a reader of this inline Markdown sees."""
    if not _MARKED.search(markup):
        return markup
    text = _ESCAPED.sub(lambda match: chr(_SHIELD + ord(match.group(1))), markup)
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return _SHIELDED.sub(lambda match: chr(ord(match.group()) - _SHIELD), html.unescape(text))
