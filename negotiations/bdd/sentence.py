"""The sentences of steps: what is said, and the values in it.

A value is a text in quotes or a number that stands alone; all else are words. Two sentences with
the same words in the same places have one skeleton, and by that a step is found: at once, however
many there are, and never two for one sentence.
"""

import re
from typing import TypeAlias

import attrs

Value: TypeAlias = str | int | float

QUOTED = r'"[^"]*"|“[^”“]*”|«[^»«]*»|„[^“”]*[“”]'
DIGITS = 25
"""How many a number may have before its point, and behind it; more of them are words."""
NUMBER = rf"(?<![\w.:/+-])[-+−]?\d{{1,{DIGITS}}}(?:\.\d{{1,{DIGITS}}})?(?![\w:/-])(?!\.\d)"
TOO_LONG = re.compile(rf"(?<![\w.:/+-])[-+−]?(?:\d+\.)?\d{{{DIGITS + 1}}}")
VALUE = re.compile(f"({QUOTED})|({NUMBER})")
BLANK = re.compile(r'"\{(?P<text>[a-z_]+)\}"|\{(?P<number>[a-z_]+)\}')
SPACES = re.compile(r"\s+")
APOSTROPHES = str.maketrans("’ʼ", "''")
THAT = "que "
"""What Spanish puts between a keyword and a sentence: `Dado que …`."""
TEXT_HERE, NUMBER_HERE = '""', "#"


@attrs.frozen
class Sentence:
    """What was said: its skeleton, in which each value leaves a gap, and the values in order."""

    skeleton: str
    values: tuple[Value, ...]


def sentence(text: str) -> Sentence:
    """A step's text taken apart.

    >>> sentence('the position of "ukraine" on “truce-terms” is 85.5')
    Sentence(skeleton='the position of "" on "" is #', values=('ukraine', 'truce-terms', 85.5))
    >>> sentence('the likelihood is below 12 % as of "2025-06-02"').values
    (12, '2025-06-02')
    """
    values = tuple(_value(found) for found in VALUE.finditer(text))
    bare = VALUE.sub(lambda found: TEXT_HERE if found[1] else NUMBER_HERE, text)
    return Sentence(compared(bare), values)


def too_long(text: str) -> bool:
    """Whether a number outside of quotes has more digits than a value can have.

    >>> too_long("9" * 26 + " days pass"), too_long("it is in " + "2.5" + "0" * 30), too_long("9")
    (True, True, False)
    """
    return TOO_LONG.search(re.sub(QUOTED, "", text)) is not None


def compared(bare: str) -> str:
    """The words of a sentence as they are compared: however its spaces and apostrophes are typed.

    >>> compared("que l’accord  est de # % :")
    "l'accord est de #%:"
    """
    told = SPACES.sub(" ", bare).strip().translate(APOSTROPHES)
    return told.replace(" :", ":").replace(" %", "%").removeprefix(THAT)


def _value(found: re.Match[str]) -> Value:
    if found[1]:
        text = found[1][1:-1]
        return text.strip() if found[1][0] == "«" else text  # French has spaces there
    number = found[2].replace("−", "-")
    return float(number) if "." in number else int(number)


@attrs.frozen
class Phrase:
    """A step's text with placeholders: `"{party}"` takes a text in quotes, `{count}` a number."""

    text: str
    skeleton: str = attrs.field(init=False)
    names: tuple[str, ...] = attrs.field(init=False)

    @skeleton.default
    def _bare(self) -> str:
        return compared(
            BLANK.sub(lambda found: TEXT_HERE if found["text"] else NUMBER_HERE, self.text)
        )

    @names.default
    def _named(self) -> tuple[str, ...]:
        return tuple(found["text"] or found["number"] for found in BLANK.finditer(self.text))

    def arguments(self, said: Sentence) -> dict[str, Value]:
        """The values of a sentence of the same skeleton, by the names of the placeholders.

        >>> Phrase('round {number} is "{status}"').arguments(sentence('round 2 is "convened"'))
        {'number': 2, 'status': 'convened'}
        """
        return dict(zip(self.names, said.values, strict=True))

    def filled(self, values: dict[str, Value]) -> str:
        """The phrase with values in its places.

        >>> Phrase('round {number} is "{status}"').filled({"number": 2, "status": "convened"})
        'round 2 is "convened"'
        """

        def put(found: re.Match[str]) -> str:
            name = found["text"] or found["number"]
            return f'"{values[name]}"' if found["text"] else str(values[name])

        return BLANK.sub(put, self.text)
