"""Figures from their publishers: calls, readers and records. Knows neither Django nor the store."""
