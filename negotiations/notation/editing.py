"""Changing values in a text of YAML, all else kept as it was typed."""

from collections.abc import Iterator, Mapping

import yaml

from negotiations.notation.written import Keys


def edited(text: str, changes: Mapping[Keys, str]) -> str:
    """*text*, which `read_yaml` has taken, with other YAML in place of the entries that are named.

    Of an entry of a mapping its key goes too: the new text is `key: value`. Raises KeyError for an
    entry that isn't there.

    >>> edited("a: {b: 1, c: 2}  # why\\n", {("a", "b"): "d: 3"})
    'a: {d: 3, c: 2}  # why\\n'
    """
    spans = dict(_spans(yaml.compose(text, Loader=yaml.SafeLoader), ()))
    for start, end, new in sorted(((*spans[at], new) for at, new in changes.items()), reverse=True):
        text = text[:start] + new + text[start:end][len(text[start:end].rstrip()) :] + text[end:]
    return text


def _spans(node: yaml.Node | None, path: Keys) -> Iterator[tuple[Keys, tuple[int, int]]]:
    """Where each entry of a mapping begins and ends, by characters."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), (key.start_mark.index, _end(value))
            yield from _spans(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _spans(item, (*path, number))


def _end(node: yaml.Node) -> int:
    """Where a value ends; one in block style reaches in PyYAML to what follows."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)
