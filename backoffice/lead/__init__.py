"""One lead: its page, the work on it, what becomes of it, and how a new one is entered."""

from backoffice.lead import entering, evaluating, page, steps, working  # noqa: F401
