"""The plan file: a plan as YAML, read with the line of every value, checked, and written again.

Nothing here knows Django or a database. Texts for people are English templates that the caller
translates: see `errors`.
"""
