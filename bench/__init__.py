"""Measurements of Livskraft: `python -m bench --help`."""
