"""Bad input: every problem is told whole, by its place, and the rest is read if that is asked for.

In the tables « stands before each spot that a problem points at; the problems are in that order.
"""

import re
from errno import EACCES
from pathlib import Path
from typing import Any

import pytest
from commands import case_folder, run

FORMS = ("jsonl", "yaml")
ROUTES = ("replay", "check", "stdin")
"""Where a log comes in; standard input takes JSON lines."""

MARK = "«"

STRIKE = (
    '"id": "a", "kind": "strike", "occurred": "2025-05-20", "known_at": "2025-05-20", '
    '"actor": "freedonia", "recipient": "ruritania"'
)
OTHER_TIMES = '"id": "a", "kind": "strike", "actor": "freedonia", '
HEAD = '"id": "a", "occurred": "2025-05-20", "known_at": "2025-05-20", "actor": "freedonia"'
FIRST = STRIKE.replace('"a"', '"first"')
LAST = STRIKE.replace('"a"', '"last"').replace("05-20", "05-24")
NOT_TIME = "is not a time; write 2025-06-02, 2025-06-02T13:00, 2025-06-02 morning or "

RECORDS: dict[str, tuple[str, ...]] = {
    "unknown kind": (
        '{"id": "a", «"kind": "strke"}',
        "unknown kind 'strke'; did you mean 'strike'?",
    ),
    "no kind": ('«{"id": "a"}', "'kind' is missing"),
    "unknown field": (
        f'{{{STRIKE}, «"lanched": 5}}',
        "unknown key 'lanched'; did you mean 'launched'?",
    ),
    "unknown party": (
        '{"id": "a", "occurred": "2025-05-20", "known_at": "2025-05-20", "kind": "strike", '
        '«"actor": "fredonia"}',
        "unknown participant 'fredonia'; did you mean 'freedonia'?",
    ),
    "unknown issue": (
        f'{{{HEAD}, "kind": "statement", «"issue": "truce-trems", "stance": "willing"}}',
        "unknown issue 'truce-trems'; did you mean 'truce-terms'?",
    ),
    "unknown word": (
        f'{{{HEAD}, "kind": "statement", "issue": "border", «"stance": "keen"}}',
        "unknown word 'keen'; known are: accepts, conditional, not_agreed, refuses, undecided, "
        "unwilling, willing",
    ),
    "wrong types": (
        f'{{{STRIKE}, «"launched": {{"at": 5}}, «"operation": ["web"], «"sources": 3}}',
        "not a number: {{'at': {five}}}",
        "text is wanted here, not a list",
        "a list is wanted here, not {three}",
    ),
    "a record that is no mapping": ("«[1]", "{no_object}"),
    "a negative count": (f'{{{STRIKE}, «"launched": -5}}', "a count can't be negative: -5"),
    "half a drone": (f'{{{STRIKE}, «"launched": 1.5}}', "a count is a whole number: 1.5"),
    "a negative length": (
        f'{{{STRIKE}, «"distance": "-3 km"}}',
        "a measure can't be negative: -3 km",
    ),
    "an unknown unit": (
        f'{{{STRIKE}, «"distance": "3 leagues"}}',
        "unknown unit 'leagues'; known are: %, USD, USD/bbl, d, h, km, m, min, persons, points",
    ),
    "more intercepted than launched": (
        f'{{{HEAD}, "kind": "interception", "launched": 80, «"intercepted": 81}}',
        "more intercepted (81) than launched (80)",
    ),
    "two events with one id": (
        f"{{{STRIKE}}}\n{{«{STRIKE}}}",
        "the id 'a' stands twice; first at {file}:2:{start} (for a report, say report_of)",
    ),
    "a correction of nothing": (
        '{"id": "a", "kind": "correction", «"of": "b", "known_at": "2025-05-21", '
        '"set": {"launched": 3}}',
        "a correction of 'b', which is not known yet",
    ),
    "a retraction of nothing": (
        '{"id": "a", "kind": "retraction", «"of": "b", "known_at": "2025-05-21"}',
        "a retraction of 'b', which is not known yet",
    ),
    "a report of nothing": (
        f'{{{STRIKE}, «"report_of": "b"}}',
        "a report of 'b', which is not known yet",
    ),
    "an interval that ends before it starts": (
        f'{{{OTHER_TIMES}«"occurred": "2025-05-20/2025-05-19", "known_at": "2025-05-21"}}',
        "'2025-05-20/2025-05-19' ends before it starts",
    ),
    "known before it began": (
        f'{{{OTHER_TIMES}"occurred": "2025-05-21", «"known_at": "2025-05-20"}}',
        "known before it began: known_at is earlier than occurred starts",
    ),
    "known before the record before it": (
        f'{{{OTHER_TIMES}"occurred": "2025-05-19", «"known_at": "2025-05-19"}}',
        "known earlier than a record before it; put the log in order, or pass --sort",
    ),
    "no times at all": (
        f'{{{OTHER_TIMES}«"occurred": "soon", «"known_at": "9999-12-31"}}',
        f"'soon' {NOT_TIME}2025-05-31/2025-06-01",
        "a year lies between 1800 and 2200: 9999",
    ),
}
"""Records that are bad in JSON lines and YAML alike: as written, then what is told."""

NUMBERS = ("NaN", "Infinity", "-Infinity", "1e400")
SAYS = {
    "jsonl": {"no_object": "a line holds one object {…}, not a list", "five": "5", "three": "3"},
    "yaml": {"no_object": "a record is a mapping, not a list", "five": "'5'", "three": "'3'"},
}

OWN: dict[str, dict[str, tuple[str, ...]]] = {
    "jsonl": {
        **{
            number: (
                f'{{{STRIKE}, "launched": «{number}}}',
                f"a number must be finite, not {number}",
            )
            for number in NUMBERS
        },
        "too large a number": (
            f'{{{STRIKE}, "launched": «{10**30}}}',
            f"a whole number must fit in 64 bits, unlike {10**30}",
        ),
        "a key twice": (
            f'{{{STRIKE}, «"id": "b"}}',
            "the key 'id' stands twice; first at column 2",
        ),
        "10,000 levels": (
            f'{{{STRIKE}, "note": {"[" * 59}«{"[" * 9_941}{"]" * 10_000}}}',
            "nested deeper than 60 levels",
        ),
        "NUL": (
            f'{{{STRIKE}, "note": "«\0"}}',
            "the character U+0000 isn't text; remove it",
        ),
        "a byte order mark amid": (
            f"«\ufeff{{{STRIKE}}}",
            "not JSON: expected a value, got '\\ufeff'",
        ),
        "no JSON": ("«strike", "not JSON: expected a value, got 'strike'"),
        "half a line": (
            f'{{{STRIKE}, "note": «"abc',
            "not JSON: the line ends inside this string",
        ),
        "half a character": (
            f'{{{STRIKE}, "note": «"\\ud800"}}',
            "not JSON: half a surrogate pair (\\ud800 to \\udfff) in this string",
        ),
    },
    "yaml": {
        **{
            number: (f'{{{STRIKE}, «"launched": {number}}}', f"not a number: {number!r}")
            for number in NUMBERS[:-1]
        },
        "1e400": (
            f'{{{STRIKE}, «"launched": 1e400}}',
            "a count can't be over 1e15 in size: inf",
        ),
        "a boolean that is text": (
            f'{{{HEAD}, "kind": "ceasefire", "ceasefire": "first", «"written": YES}}',
            "true or false is wanted here, not 'YES'",
        ),
    },
}
"""Records whose problems only one of the two forms has, or tells in its own way."""


def rows(table: dict[str, tuple[str, ...]], form: str) -> list[Any]:
    """A table's rows as parameters of a test."""
    return [pytest.param(form, row, id=f"{form}: {name}") for name, row in table.items()]


BAD_RECORDS = [row for form in FORMS for row in rows(RECORDS | OWN[form], form)]


@pytest.fixture(autouse=True)
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small case, and the working folder in it, so that places are short."""
    monkeypatch.chdir(case_folder(tmp_path))
    return tmp_path


def lines(form: str, records: str) -> str:
    """Records, one a line, in JSON lines or as a YAML list."""
    dash = "- " if form == "yaml" else ""
    return "".join(f"{dash}{record}\n" for record in records.split("\n"))


def told(name: str, text: str, messages: tuple[str, ...]) -> str:
    """What stderr must hold whole: a line for each mark in a text, with its place."""
    before = [text[: mark.start()].replace(MARK, "") for mark in re.finditer(MARK, text)]
    spots = [(each.count("\n") + 1, len(each) - each.rfind("\n")) for each in before]
    return "".join(
        f"{name}:{line}:{column}: {message}\n"
        for (line, column), message in zip(spots, messages, strict=True)
    )


def log_and_telling(form: str, row: tuple[str, ...], name: str) -> tuple[str, str]:
    """A log with a bad record in its midst, and what must be told of it."""
    marked = lines(form, f"{{{FIRST}}}\n{row[0]}\n{{{LAST}}}")
    words = {"file": name, "start": 3 if form == "yaml" else 1, **SAYS[form]}
    messages = tuple(each.format(**words) for each in row[1:])
    return marked.replace(MARK, ""), told(name, marked, messages)


@pytest.mark.parametrize(
    ("form", "row", "route"),
    [
        pytest.param(*row.values, route, id=f"{row.id}, {route}")
        for row in BAD_RECORDS
        for route in ROUTES[: 3 if row.values[0] == "jsonl" else 2]
    ],
)
def test_a_bad_record_is_told_whole(form: str, row: tuple[str, ...], route: str) -> None:
    """Its problems, each with its place, are all that stderr holds; exit 1."""
    name = "<stdin>" if route == "stdin" else f"bad.{form}"
    log, telling = log_and_telling(form, row, name)
    Path(f"bad.{form}").write_text(log, "utf-8")
    if route == "stdin":
        said = run("replay", "-", "--case", ".", stdin=log.encode())
    else:
        said = run(route, f"bad.{form}")
    assert (said.code, said.err) == (1, telling)
    assert "Traceback" not in said.out


@pytest.mark.parametrize("policy", ["quarantine=aside", "skip"])
@pytest.mark.parametrize(("form", "row"), BAD_RECORDS)
def test_the_rest_is_replayed(form: str, row: tuple[str, ...], policy: str) -> None:
    """The good records come out as if the bad one were not there; its bytes are kept if asked."""
    name = f"bad.{form}"
    log, telling = log_and_telling(form, row, name)
    *before, bad, last = log.splitlines(keepends=True)
    Path(name).write_text(log, "utf-8")
    Path(f"good.{form}").write_text("".join([*before, last]), "utf-8")
    said = run("replay", name, "--on-error", policy, "--format", "csv")
    good = run("replay", f"good.{form}", "--format", "csv")
    where = "left out" if policy == "skip" else "set aside in aside"
    assert good.code == 0
    assert (said.code, said.out) == (1, good.out)
    assert said.err == f"{telling}{good.err}1 bad record {where}; the rest was replayed\n"
    if policy == "skip":
        assert not Path("aside").exists()
    else:
        assert Path("aside").read_bytes() == bad.encode()


@pytest.mark.parametrize(
    "bad",
    [
        "- id: a\n  kind: strke\n  note: |\n    two\n\n    lines\n",
        "-\n  id: a\n  kind: strke\n",
    ],
    ids=["beside its dash", "below its dash"],
)
def test_a_record_of_several_lines_is_set_aside_whole(bad: str) -> None:
    """From its dash to its last line, as it stands in the log."""
    first, _, last = lines("yaml", f"{{{FIRST}}}\n\n{{{LAST}}}").partition("- \n")
    Path("bad.yaml").write_text(first + bad + last, "utf-8")
    assert run("replay", "bad.yaml", "--on-error", "quarantine=aside").code == 1
    assert Path("aside").read_text("utf-8") == bad


# --- bytes


START, END = f"{{{FIRST}}}\n".encode(), f"{{{LAST}}}\n".encode()
BAD_BYTES = {
    "invalid UTF-8": (b'{"id": "\xe9"}\n', "2:9: not UTF-8 text: byte 0xe9"),
    "a line of 50 MB": (
        b'{"id": "' + b"x" * 50_000_000 + b'"}\n',
        "2:1: the line is longer than 1,000,000 bytes: 50,000,011",
    ),
    "bad words in CRLF": (b"strike\r\n", "2:1: not JSON: expected a value, got 'strike'"),
}
BAD_ENDS = {
    "a truncated last line": (END[:50], "2:46: the last line is cut off"),
    "a truncated last character": (b'{"id": "\xc3', "2:9: the last line is cut off"),
}


@pytest.mark.parametrize("policy", ["stop", "skip", "quarantine=aside"])
@pytest.mark.parametrize(
    ("name", "after"), [*((n, END) for n in BAD_BYTES), *((n, b"") for n in BAD_ENDS)]
)
def test_bad_bytes_are_told_and_set_aside(name: str, after: bytes, policy: str) -> None:
    """Bytes that are no line of a log are told in one line, however many; and kept as they are."""
    bad, telling = (BAD_BYTES | BAD_ENDS)[name]
    Path("bad.jsonl").write_bytes(START + bad + after)
    Path("good.jsonl").write_bytes(START + after)
    said = run("replay", "bad.jsonl", "--on-error", policy, "--format", "csv")
    good = run("replay", "good.jsonl", "--format", "csv")
    if policy == "stop":
        assert (said.code, said.err) == (1, f"bad.jsonl:{telling}\n")
        assert run("check", "bad.jsonl").err == said.err
        return
    where = "left out" if policy == "skip" else "set aside in aside"
    count = f"1 bad record {where}; the rest was replayed\n"
    assert (said.code, said.out, said.err) == (
        1,
        good.out,
        f"bad.jsonl:{telling}\n{good.err}{count}",
    )
    assert policy == "skip" or Path("aside").read_bytes() == bad


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("how", ["BOM", "CRLF", "both"])
def test_a_byte_order_mark_and_crlf_are_read_as_if_they_were_not_there(form: str, how: str) -> None:
    """What some editors add changes nothing: same trace, same digest."""
    plain = lines(form, f"{{{FIRST}}}\n{{{LAST}}}").encode()
    marked = plain if how == "CRLF" else b"\xef\xbb\xbf" + plain
    marked = marked if how == "BOM" else marked.replace(b"\n", b"\r\n")
    Path(f"plain.{form}").write_bytes(plain)
    Path(f"marked.{form}").write_bytes(marked)
    said = [run("replay", f"{name}.{form}", "--format", "jsonl") for name in ("marked", "plain")]
    assert said[0] == said[1]
    assert said[0].code == 0
    assert run("check", f"marked.{form}").out == "2 events: fine\n"


# --- whole files of YAML


DOCUMENTS = {
    "a key twice": (
        "- id: a\n  kind: strike\n  «id: b\n",
        "the key 'id' stands twice; first at line 1",
    ),
    "an alias bomb": (
        "a: «&a [x, x]\nb: «&b [«*a, «*a]\nc: [«*b, «*b]\n",
        "the anchor '&a' isn't read here; remove it",
        "the anchor '&b' isn't read here; remove it",
        *["the alias '*a' isn't read here; write the value out"] * 2,
        *["the alias '*b' isn't read here; write the value out"] * 2,
    ),
    "tags": (
        "- id: «!!python/object/apply:os.system [ls]\n- kind: «!!binary aGk=\n- «!own {a: b}\n",
        "the tag '!!python/object/apply:os.system' isn't read here; remove it",
        "the tag '!!binary' isn't read here; remove it",
        "the tag '!own' isn't read here; remove it",
    ),
    "10,000 levels": (f"{'[' * 60}«{'[' * 9_940}", "nested deeper than 60 levels"),
    "10,000 levels of blocks": (f"{'- ' * 60}«{'- ' * 9_940}", "nested deeper than 60 levels"),
    "NUL": ("- id: «\0\n", "the character U+0000 isn't text; remove it"),
    "a byte order mark amid": (
        "- id: a\n«\ufeff- id: b\n",
        "the character U+FEFF isn't text; remove it",
    ),
    "a cut quotation": ('- id: a\n- id: «"b\n', "not YAML: this quotation is never closed"),
    "a second document": (
        "- id: a\n«---\n- id: b\n",
        "a second document begins here; put it into a file of its own",
    ),
    "a tab": ("- id: a\n«\tkind: strike\n", "not YAML: a tab can't indent; use spaces"),
}
BAD_YAML = [
    *((name, row[0].replace(MARK, "").encode(), row) for name, row in DOCUMENTS.items()),
    ("invalid UTF-8", b"- id: \xe9\n", ("- id: «", "not UTF-8 text: byte 0xe9")),
    ("UTF-16", "- id: a\n".encode("utf-16"), ("«", "not UTF-8 text but UTF-16; save it as UTF-8")),
    ("an empty file", b"", ("«", "the file is empty")),
    ("blank lines", b"\n \n", ("«", "the file is empty")),
    ("comments", b"# to do\n", ("«", "the file holds no data")),
    (
        "too large a file",
        b"#" * 64_000_001,
        ("«", "the file is larger than 64,000,000 bytes; split it"),
    ),
]


@pytest.mark.parametrize("file", ["bad.yaml", "case.yaml", "rules/bad.yaml", "rules/groups.yaml"])
@pytest.mark.parametrize(("data", "row"), [pytest.param(*row[1:], id=row[0]) for row in BAD_YAML])
def test_a_file_that_is_no_yaml_of_ours_is_told_whole(
    file: str, data: bytes, row: tuple[str, ...]
) -> None:
    """A log, a case, a rule and the groups alike: nothing surprising is read from YAML."""
    Path(file).write_bytes(data)
    path = file if file == "bad.yaml" else "."
    telling = told(file, row[0], row[1:])
    for route in ("replay", "check"):
        said = run(route, path)
        assert (said.code, said.err) == (1, telling)


@pytest.mark.parametrize("file", ["empty.jsonl", "blank.jsonl"])
@pytest.mark.parametrize("route", ["replay", "check"])
def test_an_empty_log_is_told(file: str, route: str) -> None:
    """Nothing, or nothing but blank lines, is no log."""
    Path(file).write_text("" if file.startswith("empty") else "\n \r\n")
    said = run(route, file)
    assert (said.code, said.err) == (1, f"{file}:1:1: the log is empty\n")


def test_words_that_yaml_would_make_booleans_stay_words() -> None:
    """A party called NO, on an issue called on, is what it is called."""
    text = Path("case.yaml").read_text("utf-8")
    Path("case.yaml").write_text(text.replace("freedonia:", "NO:").replace(
        "party: freedonia", "party: NO").replace("issue: border", "issue: on").replace(
        "  border:", "  on:"), "utf-8")  # fmt: skip
    times = "occurred: 2025-05-20, known_at: 2025-05-20"
    Path("log.yaml").write_text(
        f"- {{id: null, kind: statement, {times}, actor: NO, issue: on, stance: willing}}\n"
        f"- {{id: y, kind: statement, {times}, actor: 'NO', issue: \"on\", stance: refuses}}\n"
        f"- {{id: off, kind: statement, {times}, actor: [NO], issue: on, stance: willing}}\n"
    )
    said = run("replay", "log.yaml")
    assert (said.code, said.err) == (1, "log.yaml:1:4: text is wanted here, not nothing\n")
    rest = run("replay", "log.yaml", "--on-error", "skip", "--format", "csv").out
    assert {line.split(",")[1] for line in rest.splitlines()[1:]} == {"off", "y"}


# --- files that can't be had


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("route", ["replay", "check"])
def test_a_folder_where_a_log_is_meant_is_told(form: str, route: str) -> None:
    """A case whose log is a folder says so."""
    Path(f"log-folder.{form}").mkdir()
    with Path("case.yaml").open("a") as case:
        case.write(f"logs: [log-folder.{form}]\n")
    said = run(route, ".")
    assert (said.code, said.err) == (1, f"log-folder.{form}:1:1: this is a folder, not a file\n")


@pytest.mark.parametrize("file", ["bad.jsonl", "bad.yaml", "case.yaml", "rules/rule-0.yaml"])
@pytest.mark.parametrize("route", ["replay", "check"])
def test_a_file_that_may_not_be_read_is_told(
    file: str, route: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's own word, with the file's name before it."""
    if file.startswith("bad"):
        Path(file).write_text("")
    opening = Path.open

    def refusing(path: Path, *args: Any, **options: Any) -> Any:
        if str(path) == file:
            raise PermissionError(EACCES, "Permission denied")
        return opening(path, *args, **options)

    monkeypatch.setattr(Path, "open", refusing)
    said = run(route, file if file.startswith("bad") else ".")
    assert (said.code, said.err) == (1, f"{file}:1:1: can't be read: Permission denied\n")


@pytest.mark.parametrize("route", ["replay", "check"])
def test_a_file_that_is_not_there_is_told(route: str) -> None:
    """With the nearest name that is."""
    said = run(route, "lgo.yaml")
    what = "no such file, folder or packaged case; did you mean 'log.yaml'?"
    assert (said.code, said.err) == (1, f"lgo.yaml:1:1: {what}\n")


# --- times without a zone


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("route", ["replay", "check"])
def test_times_without_a_zone_are_told(form: str, route: str) -> None:
    """Where neither the record nor the case says in which zone, no time is guessed."""
    text = Path("case.yaml").read_text("utf-8")
    Path("case.yaml").write_text(text.replace("zone: UTC\n", ""), "utf-8")
    marked = lines(
        form,
        f'{{{OTHER_TIMES}"occurred": "2025-05-20T12:00Z", «"known_at": "2025-05-20T12:00"}}\n'
        f'{{{OTHER_TIMES}«"occurred": "2025-05-20", "known_at": "2025-05-20T12:00+03:00"}}',
    )
    Path(f"bad.{form}").write_text(marked.replace(MARK, ""))
    said = run(route, f"bad.{form}")
    local = "a local time needs a zone: write +03:00 or Z, or give the case a zone"
    date = "a date needs a zone: give the case a zone, or write times with +03:00"
    assert (said.code, said.err) == (1, told(f"bad.{form}", marked, (local, date)))


# --- rules and cases


RULES = {
    "unknown rule key": ("unless:", "«unles:", "unknown rule key 'unles'; did you mean 'unless'?"),
    "unknown kind": (
        "strike: {mun",
        "«strke: {mun",
        "unknown kind 'strke'; did you mean 'strike'?",
    ),
    "unknown field": (
        "launched: {at",
        "«lanched: {at",
        "a strike has no field 'lanched'; did you mean 'launched'?",
    ),
    "unknown condition word": (
        "at_least: 400",
        "«at_lest: 400",
        "unknown condition word 'at_lest'; did you mean 'at_least'?",
    ),
    "unknown measure": (
        "talks: conv",
        "«talk: conv",
        "unknown measure 'talk'; did you mean 'talks'?",
    ),
    "unknown effect": ("- weigh:", "- «wiegh:", "unknown effect 'wiegh'; did you mean 'weigh'?"),
    "unknown parameter": (
        "half_life:",
        "«halflife:",
        "unknown key 'halflife' for weigh; did you mean 'half_life'?",
    ),
    "unknown group": (
        "group: battlefield",
        "«group: battelfield",
        "unknown evidence group 'battelfield'; did you mean 'battlefield'?",
    ),
    "NaN": ("hardens: 3", "«hardens: NaN", "a number must be finite: 'NaN'"),
    "infinity": ("hardens: 3", "«hardens: .inf", "not a number: '.inf'"),
    "1e400": ("{at_least: 400}", "{«at_least: 1e400}", "a number must be finite: '1e400'"),
    "a negative shift": ("hardens: 3", "«hardens: -3", "a number above 0 is wanted here, not '-3'"),
    "a half-life of 1e308 days": (
        "half_life: 14",
        "«half_life: 1e308",
        "'1e308 days' is not a duration; write 7 days, 12 hours, 90 minutes or 2 weeks",
    ),
    "a list for a mapping": (
        "strike: {munition: drone, launched: {at_least: 400}}",
        "«strike: [drone]",
        "a mapping from fields to tests is wanted here, not a list",
    ),
    "a list for text": ("means: A", "«means: [A, b] #", "text is wanted here, not a list"),
}
CASES = {
    "unknown key": ("tracks:", "«trakcs:", "unknown key 'trakcs'; did you mean 'tracks'?"),
    "unknown party": (
        "{party: ruritania, issue: truce-terms",
        "{«party: ruritanai, issue: truce-terms",
        "unknown party 'ruritanai'; did you mean 'ruritania'?",
    ),
    "unknown issue": (
        "issue: truce-terms, ideal: 100",
        "«issue: truce-trems, ideal: 100",
        "unknown issue 'truce-trems'; did you mean 'truce-terms'?",
    ),
    "unknown zone": (
        "zone: UTC",
        "«zone: Europe/Istambul",
        "unknown zone 'Europe/Istambul'; did you mean 'Europe/Istanbul'?",
    ),
    "NaN": (
        "capability: 50}\n  free",
        "«capability: NaN}\n  free",
        "a number must be finite: 'NaN'",
    ),
    "past the scale": (
        "ideal: 100, stated: 80",
        "«ideal: 101, stated: 80",
        "a number from 0 to 100 is wanted here, not '101'",
    ),
    "a list for a mapping": (
        "ruritania: {name: Ruritania, capability: 50}",
        "«ruritania: [Ruritania]",
        "a mapping is wanted here, not a list",
    ),
}


def changed(file: str, change: tuple[str, ...]) -> str:
    """A file with one spot of it changed; what must be told of it."""
    text = Path(file).read_text("utf-8")
    old, new, what = change
    assert old in text
    marked = text.replace(old, new, 1)
    Path(file).write_text(marked.replace(MARK, ""), "utf-8")
    return told(file, marked, (what,))


@pytest.mark.parametrize("route", ["replay", "check", "test", "why"])
@pytest.mark.parametrize("change", RULES.values(), ids=RULES)
def test_a_bad_rule_is_told_whole(change: tuple[str, ...], route: str) -> None:
    """Whichever command reads the rules says the same, and no more."""
    telling = changed("rules/rule-0.yaml", change)
    path = "rules" if route == "test" else "."
    said = run(route, path, *(["--likelihood"] if route == "why" else []))
    assert (said.code, said.err) == (1, telling)


@pytest.mark.parametrize("route", ["replay", "check", "phases"])
@pytest.mark.parametrize("change", CASES.values(), ids=CASES)
def test_a_bad_case_is_told_whole(change: tuple[str, ...], route: str) -> None:
    """Whichever command reads the case says the same, and no more."""
    telling = changed("case.yaml", change)
    said = run(route, ".")
    assert (said.code, said.err) == (1, telling)
