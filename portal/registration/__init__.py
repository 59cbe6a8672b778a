"""Registration by oneself: nine steps, one thing a page (IC-1 to IC-11, IC-13, IC-16)."""

from portal.registration import (  # noqa: F401  one line a page
    access,
    addresses,
    basic,
    beginning,
    certificate,
    confirm,
    contacts,
    documents,
    done,
    preferences,
    review,
    understood,
)
