"""Gherkin for analysts: features read and checked, steps told to a story, and the pytest plugin.

Rooms, in the one direction of their imports: plugin (a door: it opens `running` once a feature is
met), sentence, unmet, tables, stories, steps, answers, library, words, features, writing, running.
"""

SUFFIX = ".feature"
"""How the name of a feature file ends."""
