"""Reports: pure generators of lines and plain data, from what a replay has kept."""
