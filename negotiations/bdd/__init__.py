"""Gherkin for analysts: features read and checked, steps told to a story, and the pytest plugin.

Rooms, in the one direction of their imports: sentence, unmet, tables, story, steps, library,
catalogue, vocabulary, manual, features, checking, failing, showing, collecting, recording, living,
tags, running, plugin.
"""
