"""Tests of the reading and writing of YAML: places, refusals told in one line, and round trips."""

import re
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from negotiations.notation import Written, read_file, read_yaml, syntax, to_yaml
from negotiations.place import Place
from negotiations.problems import Unreadable

PARSERS = {
    "PyYAML's own": yaml.SafeLoader,
    **({"libyaml": yaml.CSafeLoader} if hasattr(yaml, "CSafeLoader") else {}),
}

RULE = """\
rule: mass-drone-attack
means: >
  A wave of 400 drones or more.
when:
  strike: {munition: drone, launched: {at_least: 400}}
given:
  talks: [scheduled, "convened"]
  count:
    - by: actor
      within: 7 days
then:
  - weigh: {group: battlefield, word: slight against}
  - shift: {party: 'Україна', hardens: 3}
"""


@pytest.fixture(params=PARSERS)
def either_parser(request, monkeypatch):
    monkeypatch.setattr(syntax, "_LOADER", PARSERS[request.param])


def problems_of(data: bytes, **options) -> list[str]:
    with pytest.raises(Unreadable) as caught:
        read_yaml(data, "log.yaml", **options)
    return [str(problem) for problem in caught.value.problems]


class TestValues:
    """What is read is what was typed."""

    @pytest.mark.parametrize(
        "word",
        [
            "NO",
            "on",
            "yes",
            "True",
            "Null",
            "<<",
            "12:30",
            "2025-06-02",
            "1e5",
            "0x1F",
            "010",
            ".inf",
        ],
    )
    def test_words_stay_words(self, word):
        """Nothing that YAML would turn into a number, date or truth is turned."""
        assert read_yaml(f"a: {word}\n".encode(), "f").value == {"a": word}

    @pytest.mark.parametrize("nothing", ["", "~", "null"])
    def test_nothing_is_none_unless_it_is_quoted(self, nothing):
        """An empty value is unknown; the same in quotes is text."""
        written = read_yaml(f"a: {nothing}\nb: '{nothing}'\n".encode(), "f")
        assert written.value == {"a": None, "b": nothing}

    def test_a_key_is_always_text(self):
        """Even `null` and `on` are words where a key stands."""
        assert read_yaml(b"{null: 1, on: 2, 3: 4}", "f").value == {"null": "1", "on": "2", "3": "4"}

    def test_a_whole_rule(self, either_parser):
        """A rule as analysts write it comes out as plain data."""
        assert read_yaml(RULE.encode(), "f").value == {
            "rule": "mass-drone-attack",
            "means": "A wave of 400 drones or more.\n",
            "when": {"strike": {"munition": "drone", "launched": {"at_least": "400"}}},
            "given": {
                "talks": ["scheduled", "convened"],
                "count": [{"by": "actor", "within": "7 days"}],
            },
            "then": [
                {"weigh": {"group": "battlefield", "word": "slight against"}},
                {"shift": {"party": "Україна", "hardens": "3"}},
            ],
        }

    def test_a_byte_order_mark_shifts_no_column(self):
        """What Windows editors put before the text is no part of it."""
        written = read_yaml(b"\xef\xbb\xbfa: b\n", "f")
        assert (written.value, written.place(("a",))) == ({"a": "b"}, Place("f", 1, 1))

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_every_line_end_counts_as_one(self, end):
        """Files from all systems have the same places."""
        written = read_yaml(f"a: b{end}{end}c:{end}- d{end}".encode(), "f")
        assert written.value == {"a": "b", "c": ["d"]}
        assert written.place(("c", 0)) == Place("f", 4, 3)


class TestPlaces:
    """Every key, item and value knows where it was written."""

    @pytest.mark.parametrize(
        ("path", "key", "value"),
        [
            ((), (1, 1), (1, 1)),
            (("rule",), (1, 1), (1, 7)),
            (("means",), (2, 1), (2, 8)),
            (("when",), (4, 1), (5, 3)),
            (("when", "strike", "launched", "at_least"), (5, 40), (5, 50)),
            (("given", "talks", 1), (7, 22), (7, 22)),
            (("given", "count"), (8, 3), (9, 5)),
            (("given", "count", 0), (9, 7), (9, 7)),
            (("given", "count", 0, "within"), (10, 7), (10, 15)),
            (("then", 1, "shift", "hardens"), (13, 31), (13, 40)),
            (("given", "count", 0, "unheard", 7), (9, 7), (9, 7)),
            (("unheard",), (1, 1), (1, 1)),
        ],
    )
    def test_where_things_stand(self, path, key, value, either_parser):
        """Lines and columns count from 1; what isn't there has its nearest ancestor's place."""
        written = read_yaml(RULE.encode(), "r.yaml")
        assert written.place(path) == Place("r.yaml", *key)
        assert written.value_place(path) == Place("r.yaml", *value)

    def test_a_part_keeps_its_places(self):
        """A record handed on alone still knows its file, line and column."""
        rule = read_yaml(RULE.encode(), "r.yaml")
        shift = rule.at(("then",)).at((1, "shift"))
        assert shift.value == {"party": "Україна", "hardens": "3"}
        assert shift.place() == Place("r.yaml", 13, 5)
        assert shift.place(("party",)) == rule.place(("then", 1, "shift", "party"))
        assert shift.value_place(("hardens",)) == Place("r.yaml", 13, 40)
        assert shift.places is rule.places

    @pytest.mark.parametrize(("path", "error"), [(("x",), KeyError), (("then", 9), IndexError)])
    def test_a_part_that_is_not_there(self, path, error):
        """Asking for a part that was never written is the caller's mistake."""
        with pytest.raises(error):
            read_yaml(RULE.encode(), "r.yaml").at(path)

    def test_places_of_other_origin(self):
        """Data that was not read from YAML can be given one place for all of it."""
        written = Written({"a": [1]}, {(): Place("log.jsonl", 7)})
        assert written.at(("a",)).value_place((0,)) == Place("log.jsonl", 7)


REFUSED = [
    (b"", "1:1: the file is empty"),
    (b" \n", "1:1: the file is empty"),
    (b"# only this\n", "1:1: the file holds no data"),
    (b"---\n", "1:1: the file holds no data"),
    (b"a: *x\n", "1:4: the alias '*x' isn't read here; write the value out"),
    (b"*x : a\n", "1:1: the alias '*x' isn't read here; write the value out"),
    (b"a: &x b\n", "1:4: the anchor '&x' isn't read here; remove it"),
    (b"a: &x [b]\n", "1:4: the anchor '&x' isn't read here; remove it"),
    (
        b"a: !!python/object/apply:os.system [ls]\n",
        "1:4: the tag '!!python/object/apply:os.system' isn't read here; remove it",
    ),
    (b"a: !!str b\n", "1:4: the tag '!!str' isn't read here; remove it"),
    (b"a: !b c\n", "1:4: the tag '!b' isn't read here; remove it"),
    (b"a: 1\nb: 2\na: 3\n", "3:1: the key 'a' stands twice; first at line 1"),
    (b"- {a: 1, 'a': 3}\n", "1:10: the key 'a' stands twice; first at line 1"),
    (b"? [a]\n: b\n", "1:3: a key must be text, not a list or mapping; put it in quotes"),
    (b"a: {{b: c}: d}\n", "1:5: a key must be text, not a list or mapping; put it in quotes"),
    (b"?\n: a\n", "1:2: a value without a key"),
    (b"a: 1\n---\na: 2\n", "2:1: a second document begins here; put it into a file of its own"),
    (b"x: " + b"[" * 10_000, "1:63: nested deeper than 60 levels"),
    (b"a: \xc3\xa9\n\xc3\xa9: \xffb\n", "2:4: not UTF-8 text: byte 0xff"),
    (b"\xef\xbb\xbfa: \x80", "1:4: not UTF-8 text: byte 0x80"),
    ("a: b".encode("utf-16"), "1:1: not UTF-8 text but UTF-16; save it as UTF-8"),
    (b"a: b\r\nc: \x00\x00", "2:4: the character U+0000 isn't text; remove it (2 of them)"),
    (b"a: \x07", "1:4: the character U+0007 isn't text; remove it"),
    (b"a: \xef\xbb\xbfb", "1:4: the character U+FEFF isn't text; remove it"),
    (b"a: b\xe2\x80\xa8c", "1:5: the character U+2028 isn't text; remove it"),
    (b"a:\n\t- 1\n", "2:1: not YAML: a tab can't indent; use spaces"),
    (b"a: |\n\tb\n", "2:1: not YAML: a tab can't indent; use spaces"),
    (b"a: @b\n", "1:4: not YAML: '@' can't start a value; put the text in quotes"),
    (
        b"a: b: c\n",
        "1:5: not YAML: ': ' where no key can stand; quote the text or indent it rightly",
    ),
    (b"a: ? b\n", "1:4: not YAML: '? ' where no key can stand; put the text in quotes"),
    (b"a: - b\n", "1:4: not YAML: '- ' where no list can begin; put it on a line of its own"),
    (b"a: b\nc: [d\n\n", "2:6: not YAML: expected ',' or ']' in the list opened at line 2"),
    (b"{a: b\n", "1:6: not YAML: expected ',' or '}' in the mapping opened at line 1"),
    (
        b"- a\nb: c\n",
        "2:1: not YAML: expected '- ' of the list begun at line 1; look at the indentation",
    ),
    (
        b"a: 'it's'\n",
        "1:8: not YAML: expected a key of the mapping begun at line 1; look at the quotes",
    ),
    (b"a: }\n", "1:4: not YAML: expected a value"),
    (b"a: b\nc\nd: e\n", "2:1: not YAML: expected ': ' after this key"),
    (b"a: 'b\n\n", "1:4: not YAML: this quotation is never closed"),
    (b'"a\n---\n"', "1:1: not YAML: this quotation is cut by a line of '---' or '...'"),
    (b"!a!b c\n", "1:1: not YAML: a word that begins with '!' is a tag; put the text in quotes"),
    (b"[&]\n", "1:3: not YAML: a word that begins with '&' or '*' is no text; put it in quotes"),
    (b'a: "\\x1"\n', "1:7: not YAML: an escape with too few hexadecimal digits"),
    (b"a: |0\n b", "1:5: not YAML: only a digit from 1 to 9, '+' or '-' may follow '|' or '>'"),
    (b"{a: b}}\n", "1:7: not YAML: expected the end of the file: its data ended above"),
    (b"%YAML 3.0\n---\na", "1:1: not YAML: a line that begins with '%' isn't read here; remove it"),
]


class TestRefusals:
    """What can't be taken is told in one line that a person can act on."""

    @pytest.mark.parametrize(("data", "told"), REFUSED, ids=lambda case: str(case)[:30])
    def test_each_trouble_has_one_line(self, data, told, either_parser):
        """The whole message, place and remedy, is the same with either parser."""
        assert problems_of(data) == [f"log.yaml:{told}"]

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (rb'a: "\q"', "unknown escape; write '\\\\' for a backslash or use single quotes"),
            (rb'a: "\uD800"', "an escape that names no character"),
            (rb'a: "\UFFFFFFFF"', "an escape that names no character"),
        ],
    )
    def test_where_the_parsers_point_differently(self, data, told, either_parser):
        """The words are the same, though the parsers differ by a column or two."""
        (problem,) = problems_of(data)
        assert problem.startswith("log.yaml:1:")
        assert problem.endswith(f": not YAML: {told}")

    def test_all_problems_are_told_at_once(self):
        """One reading finds every trouble up to the one that ends it."""
        data = b"a: *x\nb: !t 1\na: &y 2\nc: {d: 1, d: 2}\ne: @\nf: *z\n"
        assert problems_of(data) == [
            "log.yaml:1:4: the alias '*x' isn't read here; write the value out",
            "log.yaml:2:4: the tag '!t' isn't read here; remove it",
            "log.yaml:3:1: the key 'a' stands twice; first at line 1",
            "log.yaml:3:4: the anchor '&y' isn't read here; remove it",
            "log.yaml:4:11: the key 'd' stands twice; first at line 4",
            "log.yaml:5:4: not YAML: '@' can't start a value; put the text in quotes",
        ]

    def test_endless_problems_end(self):
        """A hundred problems are enough, and it is said that there may be more."""
        problems = problems_of(b"- *a\n" * 1000)
        assert len(problems) == 101
        assert problems[-2:] == [
            "log.yaml:100:3: 100 problems up to here; the rest isn't read",
            "log.yaml:100:3: the alias '*a' isn't read here; write the value out",
        ]

    def test_aliases_cannot_multiply(self):
        """A bomb of aliases is a list of refusals, not a full memory."""
        lines = ["a0: &a0 [x]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
        assert len(problems_of("\n".join(lines).encode())) == 9 + 8 * 9

    @pytest.mark.parametrize("level", ["[", "{", "- ", "? ", "{a: ", "[[],"])
    def test_depth_cannot_hurt(self, level, either_parser):
        """A hundred thousand levels end at the sixty-first."""
        assert problems_of(level.encode() * 100_000)[-1].endswith("nested deeper than 60 levels")

    def test_sixty_levels_are_read(self):
        """The limit itself is still allowed."""
        written = read_yaml(b"[" * 60 + b"]" * 60, "f")
        assert written.at((0,) * 59).value == []
        assert written.place((0,) * 59) == Place("f", 1, 60)

    def test_a_large_file_is_refused(self):
        """The limit is told in bytes."""
        assert problems_of(b"a: bcd", limit=5) == [
            "log.yaml:1:1: the file is larger than 5 bytes; split it"
        ]
        assert read_yaml(b"a: bc", "f", limit=5).value == {"a": "bc"}

    def test_a_long_key_is_told_shortened(self):
        """A message stays short enough to read."""
        key = b"k" * 900
        (problem,) = problems_of(key + b": 1\n" + key + b": 2\n")
        assert problem == f"log.yaml:2:1: the key '{'k' * 60}…' stands twice; first at line 1"

    def test_an_odd_file_name_stays_on_its_line(self):
        """A name can't break the lines of the output."""
        with pytest.raises(Unreadable) as caught:
            read_yaml(b"", "a\nb\udcff\u2028.yaml")
        assert str(caught.value) == r"a\nb\udcff\u2028.yaml:1:1: the file is empty"


def mutated(data: bytes, random: Random) -> bytes:
    found = bytearray(data)
    for _ in range(random.randint(1, 6)):
        spot = random.randrange(len(found))
        byte = random.choice(
            [random.randrange(256), random.choice(b"\t\n\r -:?[]{}&*!|>'\"%@`#,\\")]
        )
        found[spot : spot + random.choice([0, 1, 1, 9])] = random.choice([b"", bytes([byte])])
    return bytes(found)


def lines_refusing(data: bytes) -> list[str]:
    try:
        read_yaml(data, "rule.yaml")
    except Unreadable as error:
        return str(error).split("\n")
    return []


def test_no_mutation_gets_through_as_another_error(either_parser):
    """Whatever a file holds, it is read or refused, each problem in one line with its file."""
    random = Random(2025)
    told = [lines_refusing(mutated(RULE.encode(), random)) for _ in range(1000)]
    assert 300 < sum(map(bool, told)) < 1000
    lines = [line for lines in told for line in lines]
    assert [line for line in lines if not re.fullmatch(r"rule\.yaml:\d+:\d+: .+", line)] == []
    assert [line for line in lines if not line.isprintable()] == []


class TestFiles:
    """Troubles with the file itself are problems at its first line."""

    def told(self, path: Path, **options) -> str:
        with pytest.raises(Unreadable) as caught:
            read_file(path, **options)
        return str(caught.value)

    def test_a_file_is_read(self, tmp_path):
        """The bytes come as they are."""
        (tmp_path / "log.yaml").write_bytes(b"\xffa\r\n")
        assert read_file(tmp_path / "log.yaml") == b"\xffa\r\n"

    def test_a_missing_file_has_a_neighbour(self, tmp_path):
        """A slip of the pen is answered with the name that was meant."""
        (tmp_path / "case.yaml").touch()
        told = self.told(tmp_path / "caes.yaml", shown="caes.yaml")
        assert told == "caes.yaml:1:1: no such file; did you mean 'case.yaml'?"

    def test_a_missing_folder_is_named(self, tmp_path):
        """Where the folder is missing, no neighbour can be named."""
        path = tmp_path / "seeds" / "case.yaml"
        folder = str(tmp_path / "seeds")
        assert self.told(path) == f"{path}:1:1: no such file; nor is there a folder {folder!r}"

    def test_a_folder_is_no_file(self, tmp_path):
        """A folder given for a file is told as such."""
        assert self.told(tmp_path, shown="seeds") == "seeds:1:1: this is a folder, not a file"

    def test_a_file_that_may_not_be_read(self, tmp_path, monkeypatch):
        """The system's own reason is passed on."""

        def refuse(*args, **options):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        told = self.told(tmp_path / "log.yaml", shown="log.yaml")
        assert told == "log.yaml:1:1: can't be read: Permission denied"

    def test_an_impossible_name(self):
        """A name that no system takes is refused in one line."""
        assert self.told(Path("a\0b\nc")) == r"a\x00b\nc:1:1: no file can have this name"

    def test_no_more_is_read_than_the_limit(self):
        """Even an endless file ends."""
        told = self.told(Path("/dev/zero"), limit=1000)
        assert told == "/dev/zero:1:1: the file is larger than 1,000 bytes; split it"


# fmt: off
NASTY = [
    "NO", "on", "12:30", "2025-06-02", "", "null", "~", "<<", "=", ",", "a: b", "a:", "- x", "-",
    "# y", "a # y", "? b", "| c", "> d", "*a", "&a", "!a", "%a", "@a", "`a", "[", "{a", "'", '"',
    "\\", "---", "...", "--- a", "  lead", "trail ", "\n", "\r", "a\nb", "a\nb\n", "\na", " a\nb",
    "a \nb", "a\n\n\n", "a\n--- b\nc", "a\n... b", "a\r\nb", "\ta", "a\tb\nc", "a\n\tb", "\x00",
    "\x85", "\u2028", "\ufeffa", "😀", "Ґ: є", "word " * 40, "w" * 2000,
]
# fmt: on
TEXTS = st.text() | st.sampled_from(NASTY)
NUMBERS = st.integers() | st.floats() | st.booleans()
DATA = st.recursive(
    TEXTS | NUMBERS | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def as_text(value):
    match value:
        case dict():
            return {key: as_text(entry) for key, entry in value.items()}
        case list():
            return [as_text(item) for item in value]
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
    return value


class TestWriting:
    """What is written is read back."""

    @given(st.lists(DATA, max_size=4) | st.dictionaries(TEXTS, DATA, max_size=4))
    @example([["a\nb", {"a\nb": "c\n\n", "w" * 2000: [["  x\ny"]]}], {}, []])
    def test_a_round_trip_changes_nothing(self, value):
        """Text comes back the same, numbers as their digits, keys in their order."""
        written = to_yaml(value)
        for parser in PARSERS.values():
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(syntax, "_LOADER", parser)
                back = read_yaml(written.encode(), "f").value
            assert back == as_text(value)
            assert not isinstance(back, dict) or list(back) == list(value)

    @given(TEXTS)
    def test_a_lone_text_comes_back(self, text):
        """Text needs no list or mapping around it."""
        assert read_yaml(to_yaml(text).encode(), "f").value == text

    def test_the_style_is_that_of_the_analysts(self):
        """Block style, lists indented, and a line of text stays a line however long."""
        shared = ["drone"]
        value = {
            "id": "e1",
            "at": "2025-06-02",
            "count": 400,
            "share": 1e-05,
            "sure": True,
            "end": None,
            "note": "Longer than a line of eighty characters would be, " * 2
            + "yet it is one line.",
            "quote": "«Так»\nsaid he\n",
            "kinds": shared,
            "more": shared,
            "claims": [{"by": "ua", "says": "a: b"}, {"by": "NO", "says": ""}],
            "none": [],
            "nor": {},
        }
        assert to_yaml(value) == (
            "id: e1\n"
            "at: 2025-06-02\n"
            "count: 400\n"
            "share: 1e-05\n"
            "sure: true\n"
            "end: null\n"
            "note: Longer than a line of eighty characters would be, Longer than a line of eighty"
            " characters would be, yet it is one line.\n"
            "quote: |\n"
            "  «Так»\n"
            "  said he\n"
            "kinds:\n"
            "  - drone\n"
            "more:\n"
            "  - drone\n"
            "claims:\n"
            "  - by: ua\n"
            "    says: 'a: b'\n"
            "  - by: NO\n"
            "    says: ''\n"
            "none: []\n"
            "nor: {}\n"
        )

    @pytest.mark.parametrize("value", [{"a": {1}}, {1: "a"}, {None: "a"}, [b"a"], object()])
    def test_only_plain_data_is_written(self, value):
        """What could not come back is refused."""
        with pytest.raises(TypeError, match="plain data"):
            to_yaml(value)

    def test_an_endless_value_is_refused(self):
        """A list that holds itself is deeper than any limit."""
        endless: list = []
        endless.append(endless)
        with pytest.raises(ValueError, match="nested deeper than 60 levels"):
            to_yaml(endless)

    def test_half_a_character_is_refused(self):
        """A lone surrogate is no text that a file could hold."""
        with pytest.raises(ValueError, match="half a character"):
            to_yaml({"a": "\ud800"})
