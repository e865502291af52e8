"""Merging under random histories: whatever people and sources do, no word that a person typed is lost."""

import re
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bantin import blocks, page, pairs
from bantin.blocks import Block, of_text
from bantin.draft import layout, plan, write
from bantin.draft.package import Package
from bantin.draft.result import Drafted
from bantin.page import Page
from bantin.pairs import OFFERS, Pair
from bantin.review.states import State, status_of
from bantin.settings import Language, Settings

PROJECT = Settings(Path("/project"), Language("vi", "Tiếng Việt"), (Language("en", "English"),))
PLACES = st.integers(0, 7)
KINDS = st.sampled_from(["paragraph", "paragraph", "item", "heading", "row", "quote"])
WORDS = st.sampled_from(["gió", "mưa", "nắng", "bão", "lũ"])  # few, so that equal blocks are common
DRAFTED = st.sampled_from([True, True, True, False])
TOKEN = re.compile(r"person\d+")


def translated(text: str) -> str:
    return f"en {text}"


def package(version: int) -> Package:
    return Package("p", str(version), "vi", "en", 1, f"{version:064}", "other", "installed", None)


class Histories(RuleBasedStateMachine):
    """A source and its translation; `alive` is what a person typed and did not take away again."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.source: list[Block] = []
        self.title, self.kicker = "tựa", ""
        self.target: str | None = None
        self.alive: set[str] = set()
        self.version = 1
        self.stops = 0

    # the two sides

    def source_page(self) -> Page:
        meta: dict[str, page.Value] = {"title": self.title}
        return Page(meta | ({"kicker": self.kicker} if self.kicker else {}), blocks.join(self.source))

    def target_page(self) -> Page:
        assert self.target is not None
        return page.parse(self.target)

    def pair(self) -> Pair:
        target = None if self.target is None else self.target_page()
        path = PROJECT.bulletins("en") / "a.md"
        return Pair("a.md", PROJECT.bulletins("vi") / "a.md", path, self.source_page(), target)

    def token(self) -> str:
        self.count += 1
        self.alive.add(f"person{self.count}")
        return f"person{self.count}"

    def rewrite(self, units: list[str]) -> None:
        """A person saves the page with these paragraphs; what they took out is gone by their will."""
        old = self.target_page()
        self.target = page.render(Page(old.meta, "\n\n".join(units) + "\n", old.header))
        self.alive &= set(TOKEN.findall(self.target))

    def texts(self) -> list[str]:
        """The body as a person sees it: blocks between blank lines."""
        return [text for text in self.target_page().body.strip("\n").split("\n\n") if text]

    # what happens to the source

    @initialize(texts=st.lists(st.tuples(KINDS, WORDS, WORDS), min_size=1, max_size=6))
    def begin(self, texts: list[tuple[str, str, str]]) -> None:
        self.source = [of_text(kind, " ".join(words), 2, "-") for kind, *words in texts]
        self.draft(better=False)

    @rule(drafted=DRAFTED, at=PLACES, kind=KINDS, word=WORDS, other=WORDS)
    def source_gains_a_block(self, drafted: bool, at: int, kind: str, word: str, other: str) -> None:
        self.source.insert(at, of_text(kind, f"{word} {other}", 2, "-"))
        if drafted:
            self.draft(better=False)

    @precondition(lambda self: self.source)
    @rule(drafted=DRAFTED, at=PLACES, word=WORDS)
    def source_changes_a_block(self, drafted: bool, at: int, word: str) -> None:
        at %= len(self.source)
        self.source[at] = self.source[at].with_text(f"{self.source[at].text} {word}")
        if drafted:
            self.draft(better=False)

    @precondition(lambda self: self.source)
    @rule(drafted=DRAFTED, at=PLACES)
    def source_loses_a_block(self, drafted: bool, at: int) -> None:
        del self.source[at % len(self.source)]
        if drafted:
            self.draft(better=False)

    @precondition(lambda self: self.source)
    @rule(drafted=DRAFTED, at=PLACES, to=PLACES)
    def source_moves_a_block(self, drafted: bool, at: int, to: int) -> None:
        self.source.insert(to, self.source.pop(at % len(self.source)))
        if drafted:
            self.draft(better=False)

    @rule(drafted=DRAFTED, word=WORDS)
    def source_changes_its_title(self, drafted: bool, word: str) -> None:
        self.title = f"{self.title} {word}"
        if drafted:
            self.draft(better=False)

    @rule(drafted=DRAFTED, word=st.one_of(st.just(""), WORDS))
    def source_changes_its_kicker(self, drafted: bool, word: str) -> None:
        self.kicker = word
        if drafted:
            self.draft(better=False)

    # what a person does to the translation

    @precondition(lambda self: self.target and self.texts())
    @rule(at=PLACES, replaced=st.booleans(), wrapped=st.booleans())
    def a_person_edits(self, at: int, replaced: bool, wrapped: bool) -> None:
        texts = self.texts()
        at %= len(texts)
        lines = texts[at].split("\n")
        lines[0] = f"{'' if replaced else lines[0]} {self.token()}".strip()
        texts[at] = "\n".join(lines) + ("\n  and more  of it" if wrapped and len(lines) == 1 else "")
        self.rewrite(texts)

    @precondition(lambda self: self.target)
    @rule(at=PLACES)
    def a_person_adds(self, at: int) -> None:
        texts = self.texts()
        texts.insert(at, self.token())
        self.rewrite(texts)

    @precondition(lambda self: self.target and self.texts())
    @rule(at=PLACES)
    def a_person_deletes(self, at: int) -> None:
        texts = self.texts()
        del texts[at % len(texts)]
        self.rewrite(texts)

    @precondition(lambda self: self.target and self.texts())
    @rule(at=PLACES)
    def a_person_splits(self, at: int) -> None:
        texts = self.texts()
        at %= len(texts)
        texts[at] = f"{texts[at]} {self.token()}\n\n{self.token()}"
        self.rewrite(texts)

    @precondition(lambda self: self.target and len(self.texts()) > 1)
    @rule(at=PLACES)
    def a_person_joins(self, at: int) -> None:
        texts = self.texts()
        at %= len(texts) - 1
        texts[at : at + 2] = [f"{texts[at]} {texts[at + 1]} {self.token()}"]
        self.rewrite(texts)

    @precondition(lambda self: self.target and len(self.texts()) > 1)
    @rule(at=PLACES, to=PLACES)
    def a_person_moves(self, at: int, to: int) -> None:
        texts = self.texts()
        texts.insert(to, texts.pop(at % len(texts)))
        self.rewrite(texts)

    @precondition(lambda self: self.target)
    @rule(field=st.sampled_from(["title", "kicker", "editor"]))
    def a_person_writes_a_field(self, field: str) -> None:
        self.target = page.render(self.target_page().with_meta({field: self.token()}))
        self.alive &= set(TOKEN.findall(self.target))

    @precondition(lambda self: self.target)
    @rule()
    def a_person_writes_a_comment(self) -> None:
        assert self.target
        self.target = self.target.replace("---\n", f"---\n# {self.token()}\n", 1)

    @precondition(lambda self: self.target and self.target_page().texts(OFFERS))
    @rule(at=PLACES, kept=st.booleans())
    def a_person_edits_or_deletes_an_offer(self, at: int, kept: bool) -> None:
        lines = self.target_page().texts(OFFERS)
        at %= len(lines)
        lines = [*lines[:at], *([f"{lines[at]} {self.token()}"] if kept else []), *lines[at + 1 :]]
        self.target = page.render(self.target_page().with_meta({OFFERS: lines or None}))
        self.alive &= set(TOKEN.findall(self.target))

    @precondition(lambda self: self.target)
    @rule()
    def a_person_approves(self) -> None:
        source, target = self.source_page(), self.target_page()
        if [one.kind for one in blocks.units(source)] == [one.kind for one in blocks.units(target)]:
            record = " ".join(map(str, pairs.sealed(source, target)))
            seal = {"approved_by": "Lan", "approved_source": blocks.fingerprint(source)}
            seal |= {"approved_text": blocks.fingerprint(target), "draft_segments": record}
            self.target = page.render(target.with_meta({**seal, "draft_source": seal["approved_source"]}))

    # what the tool does

    @rule(better=st.booleans())
    def draft(self, better: bool) -> None:
        self.version += better
        before = self.target
        stood = None if before is None else layout.standing(self.target_page())
        made = self.drafted()
        if made is None:
            self.start_over_after_many_stops()
            return
        self.target = made
        self.check_the_draft(before)
        for unit in stood or ():
            if TOKEN.search(unit.raw):
                assert unit.raw in self.target_page().body
        assert self.drafted() in (None, made)

    def start_over_after_many_stops(self) -> None:
        """A person who will not settle what cannot be told takes the page away, and their words with it."""
        unclear = self.target and self.target_page().text("draft_source") != blocks.fingerprint(
            self.source_page()
        )
        self.stops += bool(unclear)
        if self.stops > 2:
            self.target, self.alive, self.stops = None, set(), 0

    def drafted(self) -> str | None:
        found = plan.plan(PROJECT, self.pair(), package(self.version))
        if isinstance(found, plan.Left):
            return None
        known = {text: Drafted(translated(text)) for text in found.sentences}
        engine = write.Engine("test", package(self.version).identity)
        return page.render(write.compose(found, known, "en", engine))

    def check_the_draft(self, before: str | None) -> None:
        """Machine text says what its source says today, in its order; every source unit is accounted for."""
        target = self.target_page()
        source = {unit.hash: unit.text for unit in blocks.units(self.source_page())}
        record = pairs.segments(target)
        machine = [one for one in record if one.source and not one.person]
        said = {unit.hash: unit.text for unit in blocks.units(target)}
        if before is not None and page.parse(before).text("approved_by"):
            assert page.parse(before).body == target.body
        else:
            assert source.keys() <= {one.source for one in record}
            for one in machine:
                if one.machine in said and one.source in source and counted(record, one.source) == 1:
                    assert said[one.machine] == translated(source[one.source])

    @invariant()
    def nothing_typed_is_lost(self) -> None:
        assert self.alive <= set(TOKEN.findall(self.target or ""))

    @invariant()
    def a_page_with_typed_words_is_no_draft(self) -> None:
        if self.target and any(TOKEN.search(unit.text) for unit in blocks.units(self.target_page())):
            assert status_of(self.pair()).state is not State.DRAFT


def counted(record: tuple[pairs.Segment, ...], source: str) -> int:
    return sum(one.source == source for one in record)


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
