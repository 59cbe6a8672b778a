"""Public ids from a stock: a load needs ten a customer, and each alone would be a call to the operating system."""

from collections.abc import Iterator

from core.tokens import public_ids

STOCK = 4_096


def _without_end() -> Iterator[str]:
    while True:
        yield from public_ids(STOCK)


_stock = _without_end()


def public_id() -> str:
    """The next one; the processes of a load are started anew, so none hands out another's."""
    return next(_stock)
