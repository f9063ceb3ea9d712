"""Stories: what a scenario tells, as records of a log, and what a replay makes of them.

Rooms, in the one direction of their imports: wording, clock, drafts, told, setting, replayed,
story, writing, ways.
"""
