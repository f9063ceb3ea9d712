"""What came of a process: ceasefires that meet a definition, as they were known at any time.

Rooms, in the one direction of their imports: survey, turns, questions, answers.
"""
