"""The pages that stand: which source each came from, and whether a person has edited it since.

The pages themselves are the map from source to address. It is read once a run and never stored elsewhere.
"""

from dataclasses import dataclass, field
from pathlib import Path

from bantin import blocks, page
from bantin.errors import Finding, PageError
from bantin.normalize import assets, compose
from bantin.page import Page
from bantin.settings import Settings


@dataclass(frozen=True)
class Standing:
    """A page in docs/ban-tin/ with the name of its file without '.md'."""

    slug: str
    path: Path
    page: Page

    @property
    def source(self) -> str:
        """The source that the page names, from the project's root."""
        return self.page.text("source")

    @property
    def sha256(self) -> str:
        """The SHA-256 of the source as it was when the page was written."""
        return self.page.text("source_sha256")

    def is_current(self, rules: str) -> bool:
        """Whether today's rules wrote it."""
        return self.page.text("normalizer") == rules

    @property
    def is_edited(self) -> bool:
        """Whether its text or its fields are no longer what normalize wrote."""
        text = self.page.text("normalized") != blocks.fingerprint(self.page)
        return text or self.page.text("normalized_fields") != compose.fields_print(self.page)


def identity(made: Page) -> str:
    """Equal for two pages that say the same and are dated and numbered the same, as normalize made them."""
    keys = ("normalized", "date", "published", "identifier")
    return made.text("identity_as_made") or " ".join(made.text(key) or "-" for key in keys)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of a page; the page itself stays on the disk, however many there are."""

    slug: str
    path: Path
    source: str
    sha256: str
    normalizer: str
    recorded: tuple[str, bool]

    def load(self) -> Standing:
        """The page as it stands on the disk. Raises PageError."""
        return Standing(self.slug, self.path, page.read(self.path))

    def body(self) -> str:
        """The page's body, its fields unread."""
        _, _, body = self.path.read_text(encoding="utf-8").partition("\n---\n")
        return body

    @property
    def is_edited(self) -> bool:
        """Whether the page is no longer what normalize wrote."""
        return self.load().is_edited


def entry(standing: Standing) -> Entry:
    """What the index keeps of a page."""
    return Entry(
        standing.slug, standing.path, standing.source, standing.sha256,
        standing.page.text("normalizer"), assets.recorded(standing.page),
    )  # fmt: skip


@dataclass
class Index:
    """The standing pages, found by source, by content and by what they say."""

    by_source: dict[str, Entry] = field(default_factory=dict)
    by_sha256: dict[str, Entry] = field(default_factory=dict)
    by_identity: dict[str, Entry] = field(default_factory=dict)
    by_path: dict[Path, Entry] = field(default_factory=dict)
    slugs: set[str] = field(default_factory=set)

    def add(self, standing: Standing) -> None:
        """Take a page in; where two name the same source, the first by name has it."""
        one = entry(standing)
        self.slugs.add(one.slug)
        self.by_path[one.path] = one
        if one.source:
            self.by_source.setdefault(one.source, one)
            self.by_sha256.setdefault(one.sha256, one)
            self.by_identity.setdefault(identity(standing.page), one)

    def move(self, standing: Entry, source: str) -> None:
        """Give a page's place to its source's new name."""
        self.by_source.pop(standing.source, None)
        self.by_source[source] = standing


def paths(settings: Settings) -> list[Path]:
    """The files of all pages of the source language, by name."""
    return sorted(settings.bulletins(settings.source.code).glob("*.md"))


def standing(settings: Settings, path: Path, findings: list[Finding]) -> Standing | None:
    """One page as it stands; one that cannot be read is a finding."""
    try:
        return Standing(path.stem, path, page.read(path, settings.relative(path)))
    except PageError as error:
        findings.append(error.finding)
        return None


def index(settings: Settings, findings: list[Finding]) -> Index:
    """Read every page of the source language once; the name of one that cannot be read stays taken."""
    result = Index()
    for path in paths(settings):
        result.slugs.add(path.stem)
        one = standing(settings, path, findings)
        if one:
            result.add(one)
    return result
