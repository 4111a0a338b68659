"""Livskraft: follow-up and learning for strategies that many actors carry out together."""

__version__ = "0.1.0"
