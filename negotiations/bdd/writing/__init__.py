"""Scenarios written from a log, and logs from scenarios.

Rooms, in the one direction of their imports: saying, telling, changing, finding, scenario,
retelling.
"""
