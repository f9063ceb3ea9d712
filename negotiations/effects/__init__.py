"""The verbs a rule may use, one small class each; a new one is a file and a line in `EFFECTS`."""

from negotiations.effects.conclude import Conclude, Withdraw
from negotiations.effects.firing import Effect
from negotiations.effects.note import Note
from negotiations.effects.shift import Shift
from negotiations.effects.weigh import Weigh

_VERBS: tuple[type[Effect], ...] = (Weigh, Shift, Conclude, Withdraw, Note)
EFFECTS = {cls.name: cls for cls in _VERBS}
