"""YAML files that people write: read with the line of every value, and every error explained.

Knows neither Django nor what the files are about. Texts for people are English templates that the
caller translates: see `errors`.
"""
