"""Scenarios run by pytest, and what became of them shown.

Rooms, in the one direction of their imports: failing, showing, marking, in_force, python_steps,
collecting, recording, living, telling, tags, run.
"""
