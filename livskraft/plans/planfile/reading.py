"""Bytes of a plan file → its tree."""

from livskraft.shared.yamlfile.errors import Problem, YamlFileError, _
from livskraft.shared.yamlfile.reading import parse
from livskraft.shared.yamlfile.tree import Mapping


def read_tree(content: bytes, file: str) -> Mapping:
    """Return the file's mapping. Raises YamlFileError with the first thing that cannot be read."""
    root = parse(content, file)
    if root is None:
        template = _("The file is empty. A plan file begins with the key plan.")
        raise YamlFileError(file, [Problem(None, (), template)])
    if not isinstance(root, Mapping):
        template = _(
            "A plan file is made of keys such as plan, goals and activities, each followed by a colon."
        )
        raise YamlFileError(file, [Problem(1, (), template)])
    return root
