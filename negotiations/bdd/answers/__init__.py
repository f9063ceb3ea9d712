"""What steps ask of a story, and how they hold it against what is written.

Rooms, in the one direction of their imports: naming, comparing, asking, things, records.
"""
