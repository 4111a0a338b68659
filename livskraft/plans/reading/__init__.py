"""Documents → plan files: text, PDF, Word and Excel, with every doubt as a question.

Each format module turns a file into one stream of blocks; from there on nothing knows formats.
Nothing here knows Django or a database. Texts for people are English templates that the caller
translates: see `messages`.
"""

from livskraft.plans.reading.findings import Doubt
from livskraft.plans.reading.guarded import read_content, read_file
from livskraft.plans.reading.messages import Message, ReadingError
from livskraft.plans.reading.structure import Reading

__all__ = ["Doubt", "Message", "Reading", "ReadingError", "read_content", "read_file"]
