"""What each likeness weighs: bits for and against two records being of one person (IC-2).

The sum is that of Fellegi and Sunter (A Theory for Record Linkage, 1969): a weight is the logarithm to base 2 of how
much oftener a likeness is seen in two records of one person than in two of different people. That a name borne by many
says less is Winkler's (Frequency-Based Matching, 2000). Likenesses hang together, in a household most of all, so the
weights are not counted one by one but fitted together: by logistic regression, held to values set beforehand, on the
tuning part of bench/duplicates, among pairs that share a match key; then rounded, and put in order where a lesser
likeness would have weighed more than a greater. docs/duplicates.md has method and figures.
"""

from __future__ import annotations

from core.identify_contact.matching.names import Alike

PRIOR = 2.5
"""That two share a match key speaks for them; what is missing on one side speaks against."""

FAMILY = {
    Alike.SAME: 2.0, Alike.SPELLING: 2.0, Alike.SOUND: 1.6, Alike.SLIP: 2.0, Alike.NICKNAME: 0.9, Alike.PART: 1.8,
    Alike.INITIAL: -0.3, Alike.DIFFERENT: -4.0, Alike.UNKNOWN: -1.4,
}  # fmt: skip
GIVEN = {
    Alike.SAME: 2.1, Alike.SPELLING: 2.1, Alike.SOUND: 2.1, Alike.SLIP: 2.0, Alike.NICKNAME: 2.0, Alike.PART: -1.8,
    Alike.INITIAL: 1.8, Alike.DIFFERENT: -4.0, Alike.UNKNOWN: -1.0,
}  # fmt: skip
LEGAL = {
    Alike.SAME: 5.0, Alike.SPELLING: 4.5, Alike.SOUND: 3.0, Alike.SLIP: 2.5, Alike.NICKNAME: 0.0, Alike.PART: -1.0,
    Alike.INITIAL: -4.0, Alike.DIFFERENT: -8.0, Alike.UNKNOWN: 0.0,
}  # fmt: skip
"""Of organisations, which the fit knows nothing of: set by hand, as are the certificate's and the service's."""
SWAPPED = 0.5
MERGED = 3.5
"""All of the name is the same without blanks; instead of family's and given's."""

BIRTH = {"same": 3.9, "swapped": 3.9, "slip": 2.2, "year": 2.8, "near": 0.0, "differs": -7.0, "": -1.8}
PHONE = {"same": 2.6, "slip": 4.5, "differs": -2.4, "": -1.8}
"""A number with a slip is one that somebody typed twice; the same one is as often a household's."""
EMAIL = {"own": 6.0, "slip": 3.0, "mailbox": 2.7, "same": 1.9, "named": 0.0, "differs": -3.2, "": -2.0}
PLACE = {"same": 1.8, "near": 1.5, "area": 1.5, "differs": -1.7, "": -1.0}
GENDER_DIFFERS = -0.5

HOUSEHOLD = {"phone": -3.0, "email": -2.5, "place": -2.6}
"""A shared way to be reached where first names or birth dates are two people's: there it tells nothing."""
TWINS = -4.0
"""Born on one day under one family name, with first names that are two."""
NAME_AND_BIRTH = -0.8
"""Both alike say less than one and the other: people are given the names of their year."""
NAME_AND_CONTACT = 1.2
NAMESAKES = -1.1
"""For each doubling of the customers whose names sound so, from the third on."""

CERTIFICATE = 14.0
CERTIFICATE_NUMBER = 5.0
SERVICE_NUMBER = 10.0
CERTIFICATE_DIFFERS = -5.0
"""Checked ones of a lifelong kind."""
