"""The drafts of a run's sentences, made as good as the package and the rules can make them.

Everything is decoded once, in full batches. Each draft is judged: facts by value, terms, looks. Only those
with something wrong go on, cheap steps first, all of them together in every step:

1. the other hypotheses of the beam
2. facts masked by simpler ones, put back by value (mask.py)
3. the sentence cut at a clause mark, each part drafted by these same steps
4. other options, where the draft loops or is in Vietnamese
5. a wrong fact written right in its place (enforce.py)
6. a missing fact forced into the draft where it belongs, the rest decoded anew after it

The best draft of a sentence is the one that is least wrong, then the one that the model finds likeliest.
What is still wrong becomes a flag.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from bantin import terms
from bantin.draft import enforce, mask, render
from bantin.draft.engine import Engine, Options
from bantin.draft.judge import Candidate, Judge
from bantin.draft.mask import Masked
from bantin.draft.result import Drafted
from bantin.draft.sentences import shorten
from bantin.facts import vi
from bantin.facts.model import Fact, words
from bantin.terms import Glossary

Progress = Callable[[int, int], None]
Best = dict[str, Candidate]  # the best draft so far of every sentence

# The first draft is decoded with the beam of the settings, all others with a smaller one at less cost.
_ALTERNATIVES = Options(count=4)
_QUICK = Options(count=2, beam=2)
_GREEDY = Options(beam=1)
_OTHERWISE = (
    Options(no_repeat=3, repetition_penalty=1.2, beam=2),
    Options(no_repeat=2, repetition_penalty=1.5, beam=2),
)
_SHORTEST = 16  # source pieces; shorter sentences are not cut any more
_ROUNDS = 2  # facts forced into one sentence, one after the other
_DEPTH = 2  # how often a sentence is cut
# Words that have a capital only because a sentence begins with them.
_OPENERS = words(
    "the a an in on at to of for and but or by with from as it its this that these those they we he she his "
    "her their there when while after before if because so thereby thus which who not no all many some more "
    "most people continue strengthen promote organise organize ensure create contribute accordingly"
)
_REACH = (0, -2, 2)  # words from the place where a missing fact or term may be forced in


class Offer(NamedTuple):
    """Another draft of a sentence; without a score where the model has not seen it as a whole."""

    source: str
    text: str
    score: float | None = None


def improve(
    engine: Engine,
    sentences: Sequence[str],
    glossary: Glossary = terms.NONE,
    languages: tuple[str, str] = ("vi", "en"),
    progress: Progress | None = None,
) -> list[Drafted]:
    """The sentences in the target language, in order; nothing wrong is passed over silently."""
    ready = {text: render.pure(text) for text in set(sentences)} if languages == ("vi", "en") else {}
    due = sorted({text for text in sentences if ready.get(text) is None})
    best = draft(engine, Judge(glossary, languages), due, progress)
    return [
        Drafted(said) if (said := ready.get(text)) is not None else _drafted(best[text]) for text in sentences
    ]


def _drafted(best: Candidate) -> Drafted:
    if not any(char.isalpha() for char in best.source):
        return Drafted(best.text)
    return Drafted(best.text, best.confidence, best.flags if best.text else ())


def draft(
    engine: Engine,
    judge: Judge,
    sentences: Sequence[str],
    progress: Progress | None = None,
    depth: int = _DEPTH,
) -> Best:
    """The best draft of every sentence; `depth` says how often those with faults may be cut."""
    options = _ALTERNATIVES if depth == _DEPTH else _QUICK
    found = engine.hypotheses(sentences, options, progress=progress and _half(progress))
    best: Best = {}
    for text, hypotheses in zip(sentences, found, strict=True):
        best[text] = _enforced(judge, judge.judge(text, hypotheses[0].text, hypotheses[0].score))
        if best[text].troubled:
            others = (Offer(text, other.text, other.score) for other in hypotheses[1:])
            _take(engine, judge, best, others)
    _repair(engine, judge, best, depth, progress)
    return best


def _repair(engine: Engine, judge: Judge, best: Best, depth: int, progress: Progress | None) -> None:
    """The steps for drafts with something wrong, each on what the ones before it left."""

    def take(offers: Iterator[Offer]) -> bool:
        taken = _take(engine, judge, best, offers)
        if progress and best:
            progress(2 * len(best) - len(_troubled(best)), 2 * len(best))
        return taken

    if judge.languages == ("vi", "en"):
        take(_masked(engine, _troubled(best), _wrong))
        take(_masked(engine, _troubled(best), _firm))
    if depth:
        take(_cut(engine, judge, _troubled(best), depth))
    for options in _OTHERWISE:
        take(_otherwise(engine, _troubled(best), options))
    take(_spliced(_troubled(best), judge.languages[1]))
    tried: set[tuple[str, str]] = set()
    for _ in range(_ROUNDS):
        if not take(_forced(engine, _troubled(best), judge.languages[1], tried)):
            break


def _half(progress: Progress) -> Progress:
    """The first decode is half of the work, as far as progress can tell beforehand."""
    return lambda done, total: progress(done, 2 * total)


def _troubled(best: Best) -> list[Candidate]:
    return [one for one in best.values() if one.troubled and any(char.isalpha() for char in one.source)]


def _take(engine: Engine, judge: Judge, best: Best, offers: Iterable[Offer]) -> bool:
    """Keep what is better than the best so far; whether anything was."""
    all_offers, taken = list(offers), False
    unseen = [offer for offer in all_offers if offer.score is None]
    scores = iter(engine.scores([(offer.source, offer.text) for offer in unseen]))
    for offer in all_offers:
        score = next(scores) if offer.score is None else offer.score
        if offer.text and offer.text != best[offer.source].text:
            candidate = _enforced(judge, judge.judge(offer.source, offer.text, score, best[offer.source].own))
            if candidate.penalty < best[offer.source].penalty:
                best[offer.source], taken = candidate, True
    return taken


def _enforced(judge: Judge, candidate: Candidate) -> Candidate:
    """The draft without forbidden renderings, with the capital and the full stop of its source."""
    text = enforce.tidy(candidate.source, enforce.forbidden(candidate.text, candidate.faults))
    return (
        candidate
        if text == candidate.text
        else judge.judge(candidate.source, text, candidate.score, candidate.own)
    )


def _masked(
    engine: Engine, troubled: list[Candidate], which: Callable[[Candidate], list[Fact]]
) -> Iterator[Offer]:
    """Drafts of the sentences with some of their facts masked."""
    due: list[tuple[str, Masked]] = []
    for one in troubled:
        masked = mask.mask(one.source, which(one)) if one.differences else None
        due += [(one.source, masked)] if masked else []
    found = engine.hypotheses([masked.text for _, masked in due], _QUICK)
    for (source, masked), hypotheses in zip(due, found, strict=True):
        for hypothesis in hypotheses:
            text = mask.unmask(masked, hypothesis.text)
            if text:
                yield Offer(source, text, hypothesis.score)


def _wrong(one: Candidate) -> list[Fact]:
    return [difference.source for difference in one.differences if difference.source]


def _firm(one: Candidate) -> list[Fact]:
    """All facts of the source, where that is more than the wrong ones."""
    firm = [fact for fact in vi.find(one.source) if fact.firm]
    return firm if len(firm) > len(_wrong(one)) else []


def _otherwise(engine: Engine, troubled: list[Candidate], options: Options) -> Iterator[Offer]:
    """Drafts that may not repeat themselves, where looks are what is wrong."""
    due = [one.source for one in troubled if one.signs]
    for source, hypotheses in zip(due, engine.hypotheses(due, options), strict=True):
        yield Offer(source, hypotheses[0].text)


def _cut(engine: Engine, judge: Judge, troubled: list[Candidate], depth: int) -> Iterator[Offer]:
    """Drafts put together from those of the parts of the sentences."""
    parts = {one.source: _parts(engine, one.source) for one in troubled}
    parts = {source: cut for source, cut in parts.items() if len(cut) > 1}
    best = draft(engine, judge, sorted({part for cut in parts.values() for part in cut}), depth=depth - 1)
    for source, cut in parts.items():
        if all(best[part].text for part in cut):
            yield Offer(source, _joined(cut, [best[part].text for part in cut]))


def _parts(engine: Engine, source: str) -> list[str]:
    length = engine.length(source)
    return shorten(source, max(_SHORTEST, length * 3 // 5), engine.length) if length > _SHORTEST else [source]


def _joined(sources: list[str], drafts: list[str]) -> str:
    """The drafts of a sentence's parts as one sentence: capitals and full stops as the source has them."""
    said: list[str] = []
    for number, (source, text) in enumerate(zip(sources, drafts, strict=True)):
        last = source[-1]
        if number < len(sources) - 1 and text[-1] in ".!?," and last not in ".!?":
            text = text[:-1] + (last if last in ",;:" else "")
        elif last in ",;:" and text[-1] not in ",;:.!?":
            text += last
        first = text.split(" ")[0]
        if number and source[0].islower() and first.isascii() and first[:1].isupper() and first[1:].islower():
            text = text[0].lower() + text[1:] if first.lower() in _OPENERS else text
        said.append(text)
    return " ".join(said)


def _spliced(troubled: list[Candidate], language: str) -> Iterator[Offer]:
    for one in troubled:
        text = enforce.facts(one, language)
        if text:
            yield Offer(one.source, text)


def _forced(
    engine: Engine, troubled: list[Candidate], language: str, tried: set[tuple[str, str]]
) -> Iterator[Offer]:
    """Drafts that begin with the words before the place of a missing fact or term and then say it. A draft
    from which that was `tried` in vain is not tried again."""
    due: list[tuple[str, str]] = []
    for one in troubled:
        if (one.source, one.text) not in tried:
            reach = _REACH if one.differences else _REACH[:2]
            for start, said in _missing(one, language):
                due += [(one.source, prefix) for prefix in _prefixes(one, start, said, reach)]
        tried.add((one.source, one.text))
    due = list(dict.fromkeys(due))
    found = engine.hypotheses([source for source, _ in due], _GREEDY, [prefix for _, prefix in due])
    for (source, _), hypotheses in zip(due, found, strict=True):
        yield Offer(source, hypotheses[0].text)


def _missing(one: Candidate, language: str) -> Iterator[tuple[int, str]]:
    """Where in the source what the draft lacks stands, and how the draft is to say it."""
    lacking: list[Fact] = [found.source for found in one.differences if found.source]
    for fact in lacking[:3]:
        said = render.said(fact, language)
        if said:
            percent = "%" if fact.unit == "%" and not said.endswith("%") else ""
            yield fact.start, said + percent
    for fault in one.faults[:2]:
        if fault.kind == "missing":
            yield fault.hit.start, fault.hit.term.target


def _prefixes(one: Candidate, start: int, said: str, reach: Sequence[int]) -> Iterator[str]:
    """Beginnings of the draft up to about where it should say this, with this."""
    row = one.text.split()
    middle = round(start / len(one.source) * len(row))
    for place in sorted({min(max(middle + step, 0), len(row)) for step in reach}):
        yield " ".join([*row[:place], said])
