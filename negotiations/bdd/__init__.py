"""Gherkin for analysts: features read and checked, steps told to a story, and the pytest plugin.

Rooms, in the one direction of their imports: sentence, unmet, tables, story, steps, naming,
comparing, asking, things, records, library, catalogue, vocabulary, features, checking, failing,
collecting, plugin.
"""
