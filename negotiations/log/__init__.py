"""The log: lines and bytes, events read and written, and the index of their ids."""
