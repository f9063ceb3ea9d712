"""A thousand mutations of the seed logs, cases and rules: told in clean lines, or taken.

The mutations are chosen by seeded generators, so that each run makes the same ones.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from commands import PROJECT, Said, run

BATCHES, EACH = 20, 50
SEEDS = {name: PROJECT / "seeds" / name for name in ("istanbul-2025", "minsk-2014")}
RULES = sorted((PROJECT / "rules").glob("*/*.yaml"))
LOG_COMMANDS = (
    ["replay", "."],
    ["replay", ".", "--on-error", "skip", "--format", "csv"],
    ["replay", ".", "--on-error", "quarantine=aside", "--format", "jsonl"],
    ["replay", ".", "--sort", "--on-error", "skip"],
    ["why", ".", "--likelihood"],
    ["phases", "."],
    ["check", "."],
)
RULE_COMMANDS = (["replay", "."], ["check", "."], ["check", "rules"], ["test", "rules"])

TOKEN = re.compile(rb"[\w.+-]+|\s+|.", re.DOTALL)
STRANGE = (
    b"NaN", b"1e400", b"-1", b"-0", b"1e308", b"99999999999999999999", b"null", b"~", b"true",
    b"NO", b"[]", b"{}", b'""', b"''", b"&a", b"*a", b"!!x", b"|", b">", b"- ", b": ", b"\xff",
    b"\0", b"\xef\xbb\xbf", b"\x1b[31m", b'"\\u001b[31m"', b"unknown", b"none", b"actor", b"each",
    b"other", b"0001-01-01", b"9999-12-31", b"2025-02-30", b"2200-12-31", b"1800",
    b"999999999 weeks",
)  # fmt: skip
"""What takes the place of a word."""

PROBLEM = re.compile(r".+:[1-9]\d*:[1-9]\d*: .+")
ASIDE = re.compile(
    r"digest [0-9a-f]{64}|\d+ bad records? (left out|set aside in aside); the rest was replayed"
)


# --- how bytes are spoilt


def flip(data: bytes, random: Random) -> bytes:
    """One bit turned over."""
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]


def drop(data: bytes, random: Random) -> bytes:
    """Some bytes gone."""
    at = random.randrange(len(data))
    return data[:at] + data[at + random.randint(1, 8) :]


def insert(data: bytes, random: Random) -> bytes:
    """Some bytes too many."""
    at = random.randrange(len(data))
    return data[:at] + random.randbytes(random.randint(1, 3)) + data[at:]


def drop_token(data: bytes, random: Random) -> bytes:
    """A word, a mark or a space gone."""
    tokens = TOKEN.findall(data)
    del tokens[random.randrange(len(tokens))]
    return b"".join(tokens)


def swap_tokens(data: bytes, random: Random) -> bytes:
    """Two words, or a word and a mark, in each other's place."""
    tokens = TOKEN.findall(data)
    one, other = random.randrange(len(tokens)), random.randrange(len(tokens))
    tokens[one], tokens[other] = tokens[other], tokens[one]
    return b"".join(tokens)


def strange_word(data: bytes, random: Random) -> bytes:
    """Something odd where a word stood."""
    tokens = TOKEN.findall(data)
    words = [number for number, token in enumerate(tokens) if token[:1].isalnum()]
    if words:
        tokens[random.choice(words)] = random.choice(STRANGE)
    return b"".join(tokens)


def double_line(data: bytes, random: Random) -> bytes:
    """A line once more, there or elsewhere."""
    lines = data.splitlines(keepends=True)
    lines.insert(random.randrange(len(lines) + 1), random.choice(lines))
    return b"".join(lines)


def swap_lines(data: bytes, random: Random) -> bytes:
    """Two lines in each other's place."""
    lines = data.splitlines(keepends=True)
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


Mutation = Callable[[bytes, Random], bytes]
MUTATIONS: tuple[Mutation, ...] = (
    flip, drop, insert, drop_token, swap_tokens, strange_word, strange_word, double_line,
    swap_lines,
)  # fmt: skip


def mutated(data: bytes, random: Random) -> bytes:
    """One mutation as a rule, sometimes several."""
    for _ in range(random.choice((1, 1, 1, 2, 5))):
        data = random.choice(MUTATIONS)(data, random) or b"\n"
    return data


# --- what is spoilt


def laid_out(folder: Path, random: Random) -> dict[str, bytes]:
    """A seed case with a few records of its log and a few rules, by the files' names."""
    seed = SEEDS[random.choice(list(SEEDS))]
    case = re.sub(rb"(?m)^logs:.*\n", b"", (seed / "case.yaml").read_bytes())
    files = {"case.yaml": case + b"logs: [log.yaml]\n"}
    records = re.split(rb"(?m)^(?=- )", (seed / "log.yaml").read_bytes())[1:]
    first = random.randrange(len(records))
    files["log.yaml"] = b"".join(records[first : first + random.randint(2, 12)])
    if seed.name == "minsk-2014" and random.random() < 0.5:
        lines = (seed / "ucdp.jsonl").read_bytes().splitlines(keepends=True)
        first = random.randrange(len(lines))
        files["log.jsonl"] = b"".join(lines[first : first + random.randint(2, 12)])
        files["case.yaml"] = case + b"logs: [log.yaml, log.jsonl]\n"
    for rule in random.sample(RULES, 4):
        files[f"rules/{rule.name}"] = rule.read_bytes()
    for name in ("groups.yaml", "example-case.yaml"):
        files[f"rules/{name}"] = (PROJECT / "rules" / name).read_bytes()
    shutil.rmtree(folder / "rules", ignore_errors=True)
    (folder / "rules").mkdir()
    return files


def spoilt(files: dict[str, bytes], random: Random) -> str:
    """Mutate one of the files, a log as often as not; its name."""
    logs = [name for name in files if name.startswith("log")]
    name = random.choice(logs if random.random() < 0.5 else list(files))
    files[name] = mutated(files[name], random)
    return name


def sound(said: Said) -> bool:
    """Whether a command ended as it should and every line on stderr is a problem's, and clean."""
    lines = said.err.split("\n")
    told = [line for line in lines[:-1] if not ASIDE.fullmatch(line)]
    return (
        said.code in (0, 1)
        and lines[-1] == ""
        and all(line.isprintable() for line in lines)
        and all(PROBLEM.fullmatch(line) for line in told)
        and (bool(told) or said.code == 0)
        and all(line.isprintable() for line in said.out.split("\n"))
    )


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_mutation_gives_a_traceback(
    batch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 0 or 1, and on stderr one clean line with its place for each problem, whatever comes."""
    monkeypatch.chdir(tmp_path)
    codes = set()
    for number in range(EACH):
        random = Random(batch * EACH + number)
        files = laid_out(tmp_path, random)
        name = spoilt(files, random)
        for file, data in files.items():
            Path(file).write_bytes(data)
        command = random.choice(RULE_COMMANDS if name.startswith("rules") else LOG_COMMANDS)
        said = run(*command)
        assert sound(said), (number, name, command, said)
        codes.add(said.code)
    assert codes == {0, 1}
