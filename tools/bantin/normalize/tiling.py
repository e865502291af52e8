"""Every line of a source laid onto the texts of its page: each text goes on where it stopped, none is left.

The texts (body, title, letterhead ...) are streams of letters. A line, or a column of a line, must continue
one stream whose turn it may be; a dropped line must be among those listed. The layout is found by search with
memory: a line that fits in two places is tried in both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

LABEL = "Nơinhận"  # the line above the recipients, which the name of their field says
NONE = -1  # no stream: a dropped line, a label

_COLUMNS = re.compile(r"\t+|\s{3,}")
_KEPT = re.compile("[\\w%‰°&@$€£¥<>=\u0300-\u036f]+")
_GAP = re.compile("[^\\w%‰°&@$€£¥<>=\u0300-\u036f]+|_+")
_STEPS = 20_000  # more tries than any honest page needs

Part = tuple[int, str]  # (stream, the piece of the source without white space)


def letters(text: str) -> str:
    """The characters of a text that no repair may touch."""
    return "".join(_KEPT.findall(text)).replace("_", "")


class _State(NamedTuple):
    """How far each stream has been read, and how many of each dropped line are still to come."""

    at: tuple[int, ...]
    drops: tuple[int, ...]
    last: int = NONE


@dataclass
class Layout:
    """Where each piece of the source stands. `stuck`: number of the line that stands nowhere, 0 for none."""

    parts: list[Part] = field(default_factory=list)
    stuck: int = 0


@dataclass(frozen=True)
class Order:
    """How the streams may follow each other, by their numbers; the first stream, 0, is the body.

    `before`: for a stream, those that are at their end before it begins. `whole`: streams that the body does
    not interrupt.
    """

    before: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    whole: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Search:
    streams: tuple[str, ...]
    texts: Sequence[str]
    drops: tuple[str, ...]
    order: Order

    def _may_go_on(self, stream: int, at: tuple[int, ...]) -> bool:
        """Whether it may be a stream's turn."""
        ended = all(at[one] == len(self.streams[one]) for one in self.order.before.get(stream, ()))
        return ended and (
            stream > 0 or all(at[one] in (0, len(self.streams[one])) for one in self.order.whole)
        )

    def options(self, line: str, state: _State) -> Iterator[tuple[_State, tuple[Part, ...]]]:
        """Every way in which a line goes on from here, the likeliest first."""
        yield from self._piece(line, state)
        columns = [column for column in _COLUMNS.split(line) if column.strip()]
        if len(columns) > 1:
            yield from self._columns(columns, state)

    def _columns(self, columns: list[str], state: _State) -> Iterator[tuple[_State, tuple[Part, ...]]]:
        for after, parts in self._piece(columns[0], state):
            if len(columns) == 1:
                yield after, parts
            else:
                for end, more in self._columns(columns[1:], after):
                    yield end, parts + more

    def _piece(self, text: str, state: _State) -> Iterator[tuple[_State, tuple[Part, ...]]]:
        tight = "".join(text.split())
        said = letters(tight)
        if tight in self.drops and state.drops[index := self.drops.index(tight)]:
            yield _State(state.at, _less(state.drops, index), state.last), ()
        if not said:  # an end mark, an asterisk: it belongs to what stands before it
            here = [one for one, at in enumerate(state.at) if tight in gaps(self.texts[one]).get(at, "")]
            stream = state.last if state.last in here or not here else here[0]
            yield state, ((max(stream, 0), tight),)
            return
        order = range(len(self.streams))
        for stream in sorted(order, key=lambda one: one != state.last) if state.last > 0 else order:
            if self.streams[stream].startswith(said, state.at[stream]) and self._may_go_on(stream, state.at):
                at = (*state.at[:stream], state.at[stream] + len(said), *state.at[stream + 1 :])
                yield _State(at, state.drops, stream), ((stream, tight),)
        label = self.drops.index(LABEL) if LABEL in self.drops else NONE
        if label != NONE and state.drops[label] and said.startswith(LABEL):
            rest = tight[len(LABEL) :].removeprefix(":")
            after = _State(state.at, _less(state.drops, label), state.last)
            yield from self._piece(rest, after) if rest else iter([(after, ())])


def _less(drops: tuple[int, ...], index: int) -> tuple[int, ...]:
    return (*drops[:index], drops[index] - 1, *drops[index + 1 :])


def gaps(text: str) -> dict[int, str]:
    """The marks of a text without white space, by the number of letters before them."""
    if "_" not in text:
        places = accumulate(map(len, _KEPT.findall(text)), initial=0)
        return {place: marks for place, marks in zip(places, _KEPT.split(text), strict=True) if marks}
    found: dict[int, str] = {}
    marks = 0
    for match in _GAP.finditer(text):
        place = match.start() - marks
        found[place] = found.get(place, "") + match.group()
        marks += len(match.group())
    return found


def lay(
    lines: list[str], texts: Sequence[str], drops: Mapping[str, int], order: Order | None = None
) -> Layout:
    """The layout of a source's lines on texts without white space; all of both must be used up."""
    streams = tuple(map(letters, texts))
    search = _Search(streams, texts, tuple(drops), order or Order())
    end = tuple(len(stream) for stream in streams)
    start = _State((0,) * len(streams), tuple(drops.values()))
    stack = [(start, search.options(lines[0], start))] if lines else []
    chosen: list[tuple[Part, ...]] = []
    dead: set[tuple[int, tuple[int, ...], tuple[int, ...]]] = set()
    furthest = 0
    for _ in range(_STEPS + 2 * len(lines)):
        if not stack:
            break
        depth = len(stack)
        state, options = stack[-1]
        step = next(options, None)
        if step is None:
            dead.add((depth, state.at, state.drops))
            stack.pop()
            continue
        after, parts = step
        chosen[depth - 1 :] = [parts]
        furthest = max(furthest, depth)
        if depth < len(lines):
            if (depth + 1, after.at, after.drops) not in dead:
                stack.append((after, search.options(lines[depth], after)))
        elif after.at == end and not any(after.drops):
            return Layout([part for some in chosen for part in some])
    done = not lines and not any(end) and not any(drops.values())
    return Layout(stuck=0 if done else min(furthest + 1, len(lines)) or 1)
