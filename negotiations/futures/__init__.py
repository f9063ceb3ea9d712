"""Futures of a process: what may arrive is drawn, and each future is replayed through the rules.

Rooms, in the one direction of their imports: episodes, arrivals, fitting, drawing, answers, counts,
future, ensemble, simulating.
"""
