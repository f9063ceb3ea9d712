"""`note`: a sentence in the trace, and nothing else."""

from ruritania import changes, play

STRIKE = "- {kind: strike, occurred: 2025-06-01, actor: freedonia}"


def test_a_note_is_told_as_it_was_written_and_changes_nothing():
    """Alone or under `text`, with whatever marks it has."""
    for note in ('"a {b} $and 1e400: 🕊"', '{text: "a {b} $and 1e400: 🕊"}'):
        run = play(f"when: strike\nthen: {{note: {note}}}", STRIKE)
        assert changes(run, "noted", "rule-1") == ["a {b} $and 1e400: 🕊"]
        assert (run.evidence, run.standing, run.process.conclusions) == ((), (), {})
