"""What a long log may cost: ids, and what a later correction needs."""

import gc
import io
import json
import tracemalloc

import logs

from negotiations.log.reading import Log
from negotiations.log.sources import JsonLinesSource
from negotiations.replaying import Replay

START, END = 4_000, 14_000
MOST = 100  # bytes an event


def lines(count):
    """Strikes and statements, a minute apart."""
    for n in range(count):
        time = (
            f"2025-{1 + n // 40_000:02d}-{1 + n // 1440 % 28:02d}T{n // 60 % 24:02d}:{n % 60:02d}"
        )
        actor, recipient = ("ruritania", "freedonia") if n % 3 else ("freedonia", "ruritania")
        strike = {"kind": "strike", "recipient": recipient, "launched": n % 90}
        word = {"kind": "statement", "issue": "truce-terms", "stance": "willing"}
        body = word if n % 7 == 0 else strike
        yield json.dumps(
            {"id": f"e{n}", "occurred": time, "known_at": time, "actor": actor, **body}
        )


def test_memory_grows_by_no_more_than_100_bytes_an_event():
    """A stream without a kept trace costs an id's digest and its place, and little more."""
    stream = io.BytesIO("\n".join([*lines(END), ""]).encode())
    log = Log(logs.case(), lambda: [JsonLinesSource("-", stdin=stream)])
    replay, sizes = Replay(log, logs.rules(), keep=False), {}
    tracemalloc.start()
    for _ in replay.reasons():
        if replay.reading.count in (START, END) and replay.reading.count not in sizes:
            gc.collect()
            sizes[replay.reading.count] = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert sizes[END] - sizes[START] <= MOST * (END - START)
