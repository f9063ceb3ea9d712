"""What a feature may say: the catalogue of steps, in other languages and in a team's own phrases.

Rooms, in the one direction of their imports: likeness, catalogue, keywords, translations, phrasing,
phrases, team, vocabulary, retelling, manual.
"""
