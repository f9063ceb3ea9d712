"""YAML in with every place kept, and plain data out as YAML; the only door to PyYAML.

The reading is strict and small: text stays text (`NO`, `12:30` and `2025-06-02` are words), and
what can surprise (tags, anchors, aliases, repeated keys, second documents) is refused.

Rooms, in the one direction of their imports: written, text, syntax, reading, writing,
editing.
"""

from negotiations.notation.reading import DEEPEST, read_yaml
from negotiations.notation.text import LARGEST, read_file
from negotiations.notation.writing import to_yaml
from negotiations.notation.written import Keys, Written

__all__ = ["DEEPEST", "LARGEST", "Keys", "Written", "read_file", "read_yaml", "to_yaml"]
