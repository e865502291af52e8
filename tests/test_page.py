"""Pages: what is written is what is read, and what a person typed stays."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bantin import page
from bantin.errors import PageError
from bantin.page import Page
from support import ROOT

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)
VALUES = st.one_of(TEXT, st.booleans(), st.integers(0, 10**12), st.lists(TEXT, max_size=4))
KEYS = st.from_regex(r"[a-z][a-z_]{0,12}", fullmatch=True)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=6), TEXT)
def test_a_page_reads_back_as_it_was_written(meta: dict, body: str) -> None:
    written = page.render(Page(meta, body))
    again = page.parse(written)
    assert again == Page(meta, body)
    assert page.render(again) == written


@pytest.mark.parametrize(
    "title",
    ["Long: \"a\" and 'b'", "2025-01-02", "12:30:00", "no", "null", "1_000", "0123", "- x", "---", "# c"],
)
def test_a_title_that_yaml_could_misread_stays_text(title: str) -> None:
    assert page.parse(page.render(Page({"title": title}, ""))).meta == {"title": title}


def test_a_change_to_one_field_leaves_comments_and_other_lines_alone() -> None:
    text = "---\n# checked by Lan\ntitle:   'Old'  # working title\nnote: as typed\n---\n\nBody\n"
    changed = page.render(page.parse(text).with_meta({"note": "new", "extra": True}))
    assert changed == (
        "---\n# checked by Lan\ntitle:   'Old'  # working title\nnote: new\nextra: true\n---\n\nBody\n"
    )


def test_a_typed_date_and_a_typed_no_are_text() -> None:
    assert page.parse("---\ndate: 2025-06-05\nanswer: no\n---\n").meta == {
        "date": "2025-06-05",
        "answer": "no",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("---\ntitle: a: b\n---\n", "line 2"),
        ("---\ntitle: a\n", "does not end"),
        ("---\na: {b: c}\n---\n", "nested"),
        ("---\njust words\n---\n", "not a list of fields"),
    ],
)
def test_front_matter_that_cannot_be_read_is_a_clear_error(text: str, found: str) -> None:
    with pytest.raises(PageError, match=found):
        page.parse(text, "docs/x.md")


ROUGH = st.text(st.sampled_from("ab ĐỏỦ1.-/:#'\"[{&*!|>%@`,“”…?\\\u00a0\t"), max_size=12)
ROUGH_VALUES = st.one_of(
    ROUGH,
    st.sampled_from(["true", "no", "0", "012", "1.5", "~", "", "2024-01-02"]),
    st.integers(0),
    st.booleans(),
    st.lists(ROUGH),
)


@given(st.dictionaries(st.sampled_from(["title", "a-b", "_x", "true", "no"]), ROUGH_VALUES))
def test_what_bantin_writes_is_read_the_short_way_as_yaml_reads_it(meta: dict[str, page.Value]) -> None:
    header = "".join(page._dump(key, value) for key, value in meta.items())
    short = page._load_plain(header)
    assert short is None or short == by_yaml(header)


@given(
    st.lists(
        st.sampled_from(
            ["a", "b: ", "'", "- ", "x", "true", "1", " ", "0", "#", ":", "\n", "…", "é", "?", "\x0c"]
        ),
        max_size=14,
    ).map("".join)
)
@example("a: 'x' 'y'")
@example("a:\n- b\n\n- c")
@example("a:\nb: c")
@example("- a")
@example("a: b\n- c")
@example("a: ٣")
@example("a:\x0c- c")
def test_what_anyone_writes_is_never_read_otherwise_than_yaml_reads_it(header: str) -> None:
    short = page._load_plain(header)
    assert short is None or short == by_yaml(header)


def by_yaml(header: str) -> dict[str, page.Value]:
    read = yaml.load(header, page._Loader) or {}  # noqa: S506  (a subclass of SafeLoader)
    return {str(key): page._value(str(key), value, "") for key, value in read.items() if value is not None}


def test_the_samples_are_read_the_short_way() -> None:
    for path in (ROOT / "docs" / "ban-tin").glob("*.md"):
        assert page._load_plain(page.read(path).header) == by_yaml(page.read(path).header)
