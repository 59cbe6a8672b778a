"""The levels at which Splink compares two records: condition, label, the column whose frequencies count."""

CROSSED = "alike(last_l, given_r) + alike(given_l, last_r) > alike(last_l, last_r) + alike(given_l, given_r)"
OF_GIVEN = f"(CASE WHEN {CROSSED} THEN alike(given_l, last_r) ELSE alike(given_l, given_r) END)"
OF_LAST = f"(CASE WHEN {CROSSED} THEN alike(last_l, given_r) ELSE alike(last_l, last_r) END)"
SHARED = "list_has_any(shared_phones_l, shared_phones_r)"
SAME_PHONE = "list_has_any(own_phones_l, own_phones_r)"
NULL = "missing"
Levels = list[tuple[str, str, str]]
"""Condition, label, the column whose frequencies count."""

RARE = "greatest(borne_l, borne_r) <= 6"
GIVEN: Levels = [
    ("len(given_l) = 0 OR len(given_r) = 0", NULL, ""),
    (f"{OF_GIVEN} >= 0.999", "same", ""),
    (f"{OF_GIVEN} >= 0.92", "0.92 similar", ""),
    (f"{OF_GIVEN} >= 0.85", "0.85 similar", ""),
    ("initial_l = initial_r AND (len(given_l[1]) = 1 OR len(given_r[1]) = 1)", "initial", ""),
    (f"{OF_GIVEN} >= 0.7", "0.7 similar", ""),
]
FAMILY: Levels = [
    ("len(last_l) = 0 OR len(last_r) = 0", NULL, ""),
    (f"family_name_l = family_name_r AND {RARE}", "same and rare", ""),
    ("family_name_l = family_name_r", "same", "family_name"),
    (f"{OF_LAST} >= 0.999", "same in one of its forms", ""),
    (f"{OF_LAST} >= 0.92", "0.92 similar", ""),
    (f"{OF_LAST} >= 0.85 OR alike(whole_l, whole_r) >= 0.92", "0.85 similar", ""),
    (f"{OF_LAST} >= 0.7", "0.7 similar", ""),
]
MIDDLE: Levels = [
    ("middle_l IS NULL OR middle_r IS NULL", NULL, ""),
    ("jaro_winkler_similarity(middle_l, middle_r) >= 0.9", "alike", ""),
    ("left(middle_l, 1) = left(middle_r, 1)", "initial", ""),
]
BIRTH: Levels = [
    ("birth_l IS NULL OR birth_r IS NULL", NULL, ""),
    ("birth_l = birth_r", "same day", "birth"),
    ("turned_l = turned_r", "day and month swapped", ""),
    ("damerau_levenshtein(birth_l, birth_r) <= 1", "one slip", ""),
    (
        "left(birth_l, 4) = left(birth_r, 4) AND '01-01' IN (right(birth_l, 5), right(birth_r, 5))",
        "year",
        "",
    ),
    ("right(birth_l, 5) = right(birth_r, 5)", "another year", ""),
    ("damerau_levenshtein(birth_l, birth_r) <= 2", "two slips", ""),
]
PHONE: Levels = [
    (
        f"len(phones_l) = 0 OR len(phones_r) = 0 OR ({SHARED} AND NOT list_has_any(own_phones_l, own_phones_r))",
        NULL,
        "",
    ),
    ("list_has_any(own_phones_l, own_phones_r)", "a number few have", ""),
    ("slips(phones_l, phones_r) <= 1", "one slip", ""),
]
EMAIL: Levels = [
    ("len(emails_l) = 0 OR len(emails_r) = 0", NULL, ""),
    ("list_has_any(own_emails_l, own_emails_r)", "an address few have", ""),
    ("list_has_any(emails_l, emails_r)", "an address many have", ""),
    ("list_has_any(mailboxes_l, mailboxes_r)", "another provider", ""),
    ("slips(mailboxes_l, mailboxes_r) <= 1", "one slip", ""),
    ("alike(mailboxes_l, mailboxes_r) >= 0.9", "similar", ""),
]
DOCUMENT: Levels = [
    ("number_l IS NULL OR number_r IS NULL", NULL, ""),
    ("number_l = number_r", "same number", ""),
    ("damerau_levenshtein(number_l, number_r) <= 1 AND document_l = document_r", "one slip", ""),
    ("document_l <> document_r", "another kind", ""),
    ("document_l LIKE 'national_id%'", "another identity number", ""),
]
ADDRESS: Levels = [
    (f"(detailed_l IS NULL OR detailed_r IS NULL) AND NOT {SHARED}", NULL, ""),
    (f"{SHARED} AND detailed_l = detailed_r", "same, and a phone many have", ""),
    (f"{SHARED}", "a phone many have", ""),
    ("detailed_l = detailed_r AND postal_l = postal_r", "same", ""),
    ("(jaro_winkler_similarity(detailed_l, detailed_r) >= 0.9 AND left(postal_l, 2) = left(postal_r, 2)) "
     "OR detailed_l = detailed_r", "nearly", ""),
    ("postal_l = postal_r", "postal code", ""),
    ("locality_l = locality_r", "city", "locality"),
    ("country_l = country_r", "country", ""),
]  # fmt: skip
GENDER: Levels = [("gender_l IS NULL OR gender_r IS NULL", NULL, ""), ("gender_l = gender_r", "same", "")]
NATION: Levels = [
    ("nationality_l IS NULL OR nationality_r IS NULL", NULL, ""),
    ("nationality_l = nationality_r", "same", "nationality"),
]
ALL = {
    "given": GIVEN, "family": FAMILY, "middle_name": MIDDLE, "birth_date": BIRTH, "phone": PHONE, "email": EMAIL,
    "document": DOCUMENT, "address": ADDRESS, "gender": GENDER, "nation": NATION,
}  # fmt: skip
