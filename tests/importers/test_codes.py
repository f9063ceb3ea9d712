"""The table of codes: complete for CAMEO, and one with what the kinds say of themselves."""

from pathlib import Path

import pytest

from negotiations.importers.codes import Code, by_cameo, by_plover, codes, plover_events
from negotiations.model.kinds import KINDS

CODES = (Path(__file__).with_name("data") / "cameo-codes.txt").read_text("utf-8").split()
KINDLY = [code for code in codes() if code.kind]
APART = {"057"}
"""PLOVER calls a signature SUPPORT; the kind says AGREE, for its own record is of an agreement."""


def test_every_code_of_cameo_is_in_the_table() -> None:
    """None of the 311 is unknown; two more are of PLOVER's conversion alone."""
    assert set(CODES) <= by_cameo().keys()
    assert by_cameo().keys() - set(CODES) == {"1213", "1214"}


def test_no_code_stands_twice() -> None:
    """One code, one meaning."""
    assert len(by_cameo()) + len(by_plover()) == len(codes())


def test_every_code_but_statements_and_appeals_has_a_plover_event() -> None:
    """PLOVER left out CAMEO's 01 and 02, and nothing else."""
    bare = {code.cameo for code in codes() if code.plover is None}
    assert bare == {code for code in CODES if code.startswith(("01", "02"))}


def test_every_code_that_a_kind_names_is_a_code() -> None:
    """The names that the kinds give themselves in CAMEO and PLOVER are in the table."""
    named = [coding for cls in KINDS.values() for coding in cls.codings.values()]
    assert {coding.cameo for coding in named} <= by_cameo().keys()
    assert {coding.plover for coding in named} <= plover_events()


@pytest.mark.parametrize("code", KINDLY, ids=lambda code: f"{code.cameo}-{code.plover}-{code.mode}")
def test_a_code_is_a_kind_that_says_so_too(code: Code) -> None:
    """The kind exists, has the stage, and is called by PLOVER as the code is."""
    cls = KINDS[code.kind or ""]
    if code.stage:
        assert code.stage in dict(cls.codings) or cls.kind == "strike"
    names = {coding.plover for coding in cls.codings.values()} | {"FIGHT"}
    assert code.plover in names or code.cameo in APART


@pytest.mark.parametrize("code", KINDLY, ids=lambda code: f"{code.cameo}-{code.plover}-{code.mode}")
def test_a_kind_has_what_it_needs(code: Code) -> None:
    """Whatever a code is, the record has each field without which a log would refuse it."""
    cls = KINDS[code.kind or ""]
    assert set(cls.needs) <= code.fields("x", ["a"], ["b"]).keys()
