"""The verbs a rule may use, one small class each; a new one is a file and a line in `EFFECTS`."""

from typing import Any

from negotiations.effects.conclude import Conclude, Withdraw
from negotiations.effects.note import Note
from negotiations.effects.shift import Shift
from negotiations.effects.weigh import Weigh

EFFECTS: dict[str, type[Any]] = {cls.name: cls for cls in (Weigh, Shift, Conclude, Withdraw, Note)}
