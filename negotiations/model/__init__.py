"""The nouns of a peace process, and the one thing that changes: `PeaceProcess`."""
