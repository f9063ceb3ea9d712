"""Panels: one table of events that holds many processes, as one row for each process and period.

Rooms, in the one direction of their imports: parquet, calendar, cells, tables, templates, options,
folder, readers, spool, scattering, columns, rows, process, parts, running. The way of a table: it
is cut in pieces; each piece's rows are sorted by process into the spool; consecutive processes make
a part, which is replayed on its own; the parts, one after another, are the output.
"""
