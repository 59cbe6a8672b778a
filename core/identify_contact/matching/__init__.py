"""What makes two people one: how each thing of theirs is alike, what that weighs, and the band it comes to (IC-2).

    question      what is known of one person, what is asked, what is answered
    spelling      one form for what is written in many scripts and spellings
    nicknames     which given names are said of one person
    names         how the names of two are alike
    fields        how birth dates, contact points, addresses and certificates are alike
    weights       what each likeness weighs, and where that comes from
    weighing      the sum, the evidence and the band

No database here; docs/duplicates.md says how well it does.
"""

from core.identify_contact.matching.question import Band, CheckQuery, Evidence, Match, Person, Place
from core.identify_contact.matching.weighing import Weighed, weigh

__all__ = ["Band", "CheckQuery", "Evidence", "Match", "Person", "Place", "Weighed", "weigh"]
