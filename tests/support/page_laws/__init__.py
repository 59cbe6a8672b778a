"""Laws that every answer of every page test keeps; none is asked for, all are checked."""

from collections.abc import Callable, Iterable

from werkzeug.test import TestResponse

from tests.support.markup import Document
from tests.support.page_laws import content, headers, labels, outline, own_files, pseudo

LAWS: tuple[Callable[[Document], Iterable[str]], ...] = (
    content.well_formed,
    content.unique_ids,
    content.known_references,
    content.things_in_their_place,
    content.no_nested_interaction,
    labels.one_label_each,
    labels.labels_lead_somewhere,
    labels.everything_has_a_name,
    labels.groups_have_names,
    own_files.nothing_inline,
    own_files.nothing_foreign,
    own_files.forms_prove_themselves,
    outline.page_frame,
    outline.one_heading_first,
)


def broken(answer: TestResponse, document: Document | None, *, pseudo_language: bool) -> list[str]:
    """What this answer breaks, each in a sentence."""
    found = list(headers.broken(answer))
    if document is not None:
        for law in LAWS:
            found += law(document)
        if pseudo_language:
            found += pseudo.from_the_catalogue(document)
    return found
