"""Where figures are kept: immutable files. Knows nothing of Django.

figures/   one Parquet file for each retrieval, named by its SHA-256
answers/   what publishers answered, packed with gzip, named by its SHA-256
by-area/   the same figures sorted by area: can be thrown away and built again
"""

from livskraft.indicators.store.changes import Change, Changes
from livskraft.indicators.store.folder import Store
from livskraft.indicators.store.reading import LostFileError
from livskraft.indicators.store.table import Table, make_table

__all__ = ["Change", "Changes", "LostFileError", "Store", "Table", "make_table"]
