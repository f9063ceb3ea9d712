"""What may arrive: streams of episodes, each with its rate a day."""

from collections.abc import Mapping
from datetime import datetime
from math import inf, isfinite

import attrs

from negotiations.futures.episodes import Episode, Stays
from negotiations.model.events import Event
from negotiations.problems import did_you_mean

MOST_A_DAY = 10_000.0


@attrs.frozen
class Stream:
    """Episodes that begin alike: same kind and stage, by the same actors, on the same recipients.

    They arrive independently of each other and of all else, *rate* a day on average; which of the
    past ones comes again is drawn by its own rate.
    """

    name: str
    episodes: tuple[Episode, ...]

    @property
    def rate(self) -> float:
        """How many begin in a day."""
        return sum(each.rate for each in self.episodes)


@attrs.frozen
class Arrivals:
    """The streams of a process; `Arrivals()` has none, so that nothing more becomes known.

    *until* is the moment they were fitted at: nothing known later is in them. *mark* stands in no
    id of the past, so that ids with it are new.
    """

    streams: tuple[Stream, ...] = ()
    stays: Stays = attrs.field(factory=dict)
    until: datetime | None = None
    window: float = inf
    half_life: float = inf
    mark: str = "~"

    @property
    def rate(self) -> float:
        """How many episodes begin in a day, all streams together."""
        return sum(stream.rate for stream in self.streams)

    @property
    def episodes(self) -> tuple[Episode, ...]:
        """The episodes of all streams."""
        return tuple(each for stream in self.streams for each in stream.episodes)

    def at(self, rates: Mapping[str, float]) -> "Arrivals":
        """The same, with other rates a day for the streams named; 0 silences a stream.

        Raises ValueError for an unknown stream, and for a rate that is negative or past counting.
        """
        known = {stream.name: stream for stream in self.streams}
        for name, rate in rates.items():
            if name not in known:
                raise ValueError(f"unknown stream {name[:80]!r}{did_you_mean(name, known)}")
            if not (isfinite(rate) and 0 <= rate <= MOST_A_DAY):
                what = f"a number from 0 to {MOST_A_DAY:g}, not {rate}"
                raise ValueError(f"the rate of a stream is {what}")
        streams = (_at(each, rates.get(each.name)) for each in self.streams)
        return attrs.evolve(self, streams=tuple(streams))

    def assumptions(self) -> tuple[str, ...]:
        """What these arrivals take for granted, a sentence each."""
        if not self.streams:
            return ("Nothing more becomes known.",)
        fades = f", fading with a half-life of {self.half_life:g} days"
        faded = fades if isfinite(self.half_life) else ""
        return (
            f"Records arrive at the rates of the last {self.window:.3g} days{faded}: Poisson, "
            "independent streams, without trend, season or bursts.",
            "What arrives is drawn from the past of its stream, as late and as well sourced; what "
            "followed a round, agreement, demand or proposal follows at the delays it had.",
            "Records on ceasefires never arrive: onset and collapse come from the hazard alone.",
        )


def _at(stream: Stream, rate: float | None) -> Stream:
    """The stream at another rate, its episodes in the same proportions."""
    if rate is None:
        return stream
    before = stream.rate
    parts = [each.rate / before if before else 1 / len(stream.episodes) for each in stream.episodes]
    pairs = zip(stream.episodes, parts, strict=True)
    return attrs.evolve(
        stream, episodes=tuple(attrs.evolve(each, rate=rate * part) for each, part in pairs)
    )


def name_of(event: Event) -> str:
    """The name of the stream that an event begins in: `strike/drone russia>ukraine`."""
    what = f"{event.kind}/{event.stage}" if event.stage else event.kind
    actor, recipient = "+".join(event.actor), "+".join(event.recipient)
    who = f"{actor}>{recipient}" if recipient else actor
    return f"{what} {who}".rstrip()
