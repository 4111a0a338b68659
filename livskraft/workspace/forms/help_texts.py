"""What the forms themselves say: nobody means to publish it. See the setting TEMPLATE_TEXTS."""

from collections.abc import Iterator

from django.forms import Field

from livskraft.workspace.forms import FORMS


def help_texts() -> Iterator[str]:
    """Yield the help texts of all forms, in the language that is spoken just now."""
    for form in FORMS.values():
        fields: list[Field] = list(form.base_fields.values())
        for rows, row in form.lists.values():
            fields += row.base_fields.values()
            yield str(rows.help_text)
        yield from (str(group.about) for group in form.groups)
        yield from (str(field.help_text) for field in fields)
