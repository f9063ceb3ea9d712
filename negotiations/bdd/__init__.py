"""Gherkin for analysts: features read and checked, steps told to a story, and the pytest plugin.

Rooms, in the one direction of their imports: sentence, unmet, tables, story, steps, library,
catalogue, keywords, translations, phrasing, phrases, team, vocabulary, manual, refusals,
scenarios, features, saying, checking, failing, showing, marking, in_force, python_steps,
collecting, recording, living, tags, running, plugin.
"""
