"""For forecasters: what came of a process, and frames of what was known before it did.

Rooms, in the one direction of their imports: survey, outcomes, questions, columns, arrow, making,
grounds, splits, frames, look_ahead.
"""
