"""1.1.11.1.1 Identify Contact: who somebody is, from their first words to a checked identity.

    answers/            what is asked at each step and when it is true (IC-1, IC-4, IC-6 to IC-9)
    drafts              a started registration, encrypted, for its browser or its member of staff (IC-10)
    confirmation        six digits to an e-mail or mobile (IC-13)
    doors, registration what is required where; the one function of all doors; arrival: by whom, and the access given
    review, check       whom somebody resembles: silently afterwards, or asked by staff (IC-2, IC-11)
    duplicates          pairs and what staff said about them
    registration_queue  registrations by view, and one of them (IC-15)
    identity_check      what is decided about one: accept, refuse, ask again; linking: whose it is already (IC-15)
    checked_identity    in person, from the document, by two ways; certificate_desk: shown later, or another
    activation          an active customer, in one step and once (IC-12)
    certificates        numbers encrypted, found by keyed hashes, masked (R58, R59)
    documents           files: received, attached, opened, swept (IC-5, R49-R53, R64)
    notices             texts by version, and who accepted which (IC-16)
    places_known        names of places that many live in, suggested where there is no list (IC-7)
    what_is_held        everything about one customer, for /me and the office

Mail and messages that these functions enqueue (`_at` facts are ISO moments; the worker says them in words):

    template                  by         facts                             secret
    confirm_code              mail, SMS  expires_at, minutes               code (six digits)
    already_have_access       mail, SMS  expires_at, minutes               code ("")
    welcome                   mail, SMS  customer_code, registered_at
    set_password_link         mail, SMS  expires_at, hours                 token; /set-password/<token>
    confirm_access            mail, SMS  expires_at, hours                 token; /set-password/<token>
    known_party_told          mail, SMS  registered_at
    registration_accepted     mail, SMS
    registration_refused      mail, SMS
    registration_linked       mail, SMS
    customer_activated        mail, SMS  customer_code, account            number (of the service)
    registration_asked_again  mail, SMS                                    what (in staff's words)

Jobs: `review_registration` {"customer_id"} after each registration from outside.
"""
