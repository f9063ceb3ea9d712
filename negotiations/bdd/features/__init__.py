"""Feature files: read as values with their places, and checked.

Rooms, in the one direction of their imports: refusals, scenarios, reading, saying, checking.
"""
