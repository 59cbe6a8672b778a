"""Zones that ICAO Doc 9303 prints, parts 4 to 7 and 11, and specimens that states have published.

Part 4 writes PP for an ordinary passport since its second amendment; both ways are here. The names of the printed
examples stand above a second line of the same part, since the examples give the name field alone.
"""

TD3_BELOW = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD2_BELOW = "D231458907UTO7408122F1204159<<<<<<<6"
TD1_ABOVE = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6"
MRV_A_BELOW = "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"
MRV_B_BELOW = "L8988901C4XXX4009078F9612109<<<<<<<<"

WHOLE = {
    "part 4, TD3": (f"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n{TD3_BELOW}", "L898902C3"),
    "part 4, TD3, second amendment": (f"PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n{TD3_BELOW}", "L898902C3"),
    "part 5, TD1": (f"{TD1_ABOVE}\nERIKSSON<<ANNA<MARIA<<<<<<<<<<", "D23145890"),
    "part 6, TD2": (f"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n{TD2_BELOW}", "D23145890"),
    "part 7, MRV-A": (f"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n{MRV_A_BELOW}", "L8988901C"),
    "part 7, MRV-B": (f"V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n{MRV_B_BELOW}", "L8988901C"),
    "part 11, TD1, long number": (
        "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<",
        "D23145890734",
    ),
    "part 11, TD2, long number": (
        "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8",
        "D23145890734",
    ),
    "part 11, TD2": ("I<UTOSTEVENSON<<PETER<<<<<<<<<<<<<<<\nD231458907UTO3407127M9507122<<<<<<<2", "D23145890"),
    "Belgium, TD1, long number": (
        "IDBEL600001795<0152<<<<<<<<<<<\n1301014F2311207BEL130101987398\nSPECIMEN<<SPECIMEN<<<<<<<<<<<<",
        "600001795015",
    ),
    "Switzerland, TD1": (
        "IDCHEA1234567<6<<<<<<<<<<<<<<<\n7510256M2009018CHE<<<<<<<<<<<8\nSMITH<<JOHN<ALBERT<<<<<<<<<<<<",
        "A1234567",
    ),
    "Spain, TD1": (
        "IDESPBAA000589599999999R<<<<<<\n8001014F2501017ESP<<<<<<<<<<<7\nESPANOLA<ESPANOLA<<CARMEN<<<<<",
        "BAA000589",
    ),
    "Liechtenstein, TD1": (
        "IDLIEID98754015<<<<<<<<<<<<<<<\n8205122M1906224LIE<<<<<<<<<<<6\nOSPELT<BECK<<MARISA<<<<<<<<<<<",
        "ID9875401",
    ),
    "Sweden, TD1": (
        "I<SWE59000002<8198703142391<<<\n8703145M1701027SWE<<<<<<<<<<<8\nSPECIMEN<<SVEN<<<<<<<<<<<<<<<<",
        "59000002",
    ),
    "Finland, TD1": (
        "I<FINXA10000585010195<112X<<<<\n9501016F2803135FIN<<<<<<<<<<<7\nSPECIMEN<TRAVEL<<VILMA<SOFIA<<",
        "XA1000058",
    ),
    "Canada, TD3": (
        "P<CANMARTIN<<SARAH<<<<<<<<<<<<<<<<<<<<<<<<<<\nZE000509<9CAN8501019F2301147<<<<<<<<<<<<<<08",
        "ZE000509",
    ),
    "Czechia, TD3": (
        "P<CZESPECIMEN<<VZOR<<<<<<<<<<<<<<<<<<<<<<<<<\n99003853<1CZE1101018M1207046110101111<<<<<94",
        "99003853",
    ),
    "Germany, TD3": (
        "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\nC01X0006H1D<<6408125F1710319<<<<<<<<<<<<<<<0",
        "C01X0006H",
    ),
    "United States, MRV-A": (
        "VNUSATRAVELER<<HAPPY<<<<<<<<<<<<<<<<<<<<<<<<\n1234567897CAN6612120M1407282B3XLC000FD142955",
        "123456789",
    ),
    "France, MRV-B": ("VCFRASPECIMEN<<SPECIMEN<<<<<<<<<<<<<\nF000000005UTO0311063M1401143<M300703", "F00000000"),
    "Britain, MRV-B": ("VDGBRMUNIR<<FAISAL<<<<<<<<<<<<<<<<<<\nAD07259817PAK7608151M0611165<<<<<<<<", "AD0725981"),
}  # fmt: skip
"""The zone and the document's number; every check digit is right."""

LONG = ("NILAVADHANANANDA", "BENNELONG WOOLOOMOOLOO WARRANDYTE")
TD3_NAMES = {
    "PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<": ("ERIKSSON", "ANNA MARIA", False),
    "PPUTOHENG<<DEBORAH<MING<LO<<<<<<<<<<<<<<<<<<": ("HENG", "DEBORAH MING LO", False),
    "PPUTOSMITH<JONES<<SUSIE<MARGARET<<<<<<<<<<<<": ("SMITH JONES", "SUSIE MARGARET", False),
    "PPUTOOCONNOR<<ENYA<SIOBHAN<<<<<<<<<<<<<<<<<<": ("OCONNOR", "ENYA SIOBHAN", False),
    "PPUTOVAN<DER<MUELLEN<<MARTIN<<<<<<<<<<<<<<<<": ("VAN DER MUELLEN", "MARTIN", False),
    "PPUTOAL<BASRI<<HUDA<MUHAMMAD<JAWAD<<<<<<<<<<": ("AL BASRI", "HUDA MUHAMMAD JAWAD", False),
    "PPUTOVILARCHAO<FERNANDEZ<<JOSE<RAMON<<<<<<<<": ("VILARCHAO FERNANDEZ", "JOSE RAMON", False),
    "PPUTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<": ("ARKFREITH", None, False),
    "PPUTOSATRIYA<SUDARPA<<<<<<<<<<<<<<<<<<<<<<<<": ("SATRIYA SUDARPA", None, False),
    "PPUTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K": (LONG[0], "CHAYAPA DEJTHAMRONG K", True),
    "PPUTONILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU": (LONG[0], "ARNPOL PETCH CHARONGU", True),
    "PPUTOBENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI": (f"{LONG[1]} W", "DI", True),
    "PPUTOBENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO": ("BENNELONG WOOLOOM WARRAND WARNAM", "DINGO", True),
    "PPUTOBENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO": ("BENNEL WOOLOO WARRAN WARNAM", "DINGO POTO", True),
    "PPUTOPAPANDROPOULOUS<<JONATHON<WARREN<TREVOR": ("PAPANDROPOULOUS", "JONATHON WARREN TREVOR", True),
}
TD1_NAMES = {
    "NILAVADHANANANDA<<CHAYAPA<DE<K": (LONG[0], "CHAYAPA DE K", True),
    "NILAVADHANANANDA<<ARNPOL<PE<CH": (LONG[0], "ARNPOL PE CH", True),
    "BENNELONG<WOOLOOMOOLOO<W<W<<DI": ("BENNELONG WOOLOOMOOLOO W W", "DI", True),
    "BENNELONG<WOOLOOM<WA<WARN<<D<P": ("BENNELONG WOOLOOM WA WARN", "D P", True),
    "BENNE<WOOLO<WARRA<WARNA<<DIN<P": ("BENNE WOOLO WARRA WARNA", "DIN P", True),
    "PAPANDROPOULOUS<<JONATHON<ALEC": ("PAPANDROPOULOUS", "JONATHON ALEC", True),
    "VAN<DER<MUELLEN<<MARTIN<<<<<<<": ("VAN DER MUELLEN", "MARTIN", False),
    "AL<BASRI<<HUDA<MUHAMMAD<JAWAD<": ("AL BASRI", "HUDA MUHAMMAD JAWAD", False),
    "VILARCHAO<FERNANDEZ<<JOSE<RAMO": ("VILARCHAO FERNANDEZ", "JOSE RAMO", True),
    "ARKFREITH<<<<<<<<<<<<<<<<<<<<<": ("ARKFREITH", None, False),
    "SATRIYA<SUDARPA<<<<<<<<<<<<<<<": ("SATRIYA SUDARPA", None, False),
}
TD2_NAMES = {
    "I<UTONILAVADHANANANDA<<CHAYAPA<DEJ<K": (LONG[0], "CHAYAPA DEJ K", True),
    "I<UTONILAVADHANANANDA<<ARN<PET<CHARO": (LONG[0], "ARN PET CHARO", True),
    "I<UTOBENNELONG<WOOLOOMOOLOO<W<W<<D<P": ("BENNELONG WOOLOOMOOLOO W W", "D P", True),
    "I<UTOBENNELONG<WOOLOOM<WAR<WARN<<D<P": ("BENNELONG WOOLOOM WAR WARN", "D P", True),
    "I<UTOBENNEL<WOOLO<WARRA<WARNA<<DIN<P": ("BENNEL WOOLO WARRA WARNA", "DIN P", True),
    "I<UTOPAPANDROPOULOUS<<JONATHOON<ALEC": ("PAPANDROPOULOUS", "JONATHOON ALEC", True),
    "I<UTOVAN<DER<MUELLEN<<MARTIN<<<<<<<<": ("VAN DER MUELLEN", "MARTIN", False),
    "I<UTOAL<BASRI<<HUDA<MUHAMMAD<JAWAD<<": ("AL BASRI", "HUDA MUHAMMAD JAWAD", False),
    "I<UTOVILARCHAO<FERNANDEZ<<JOSE<RAMON": ("VILARCHAO FERNANDEZ", "JOSE RAMON", True),
    "I<UTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<": ("ARKFREITH", None, False),
    "I<UTOSATRIYA<SUDARPA<<<<<<<<<<<<<<<<": ("SATRIYA SUDARPA", None, False),
}
MRV_B_NAMES = {
    "V<UTOHENG<<DEBORAH<MING<LO<<<<<<<<<<": ("HENG", "DEBORAH MING LO", False),
    "V<UTOSMITH<JONES<<SUSIE<MARGARET<<<<": ("SMITH JONES", "SUSIE MARGARET", False),
    "V<UTOOCONNOR<<ENYA<SIOBHAN<<<<<<<<<<": ("OCONNOR", "ENYA SIOBHAN", False),
    "V<UTOVAN<DER<MUELLEN<<MARTIN<<<<<<<<": ("VAN DER MUELLEN", "MARTIN", False),
    "V<UTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<": ("ARKFREITH", None, False),
    "V<UTOPAPANDROPOULOUS<<STEPHEN<TREVOR": ("PAPANDROPOULOUS", "STEPHEN TREVOR", True),
}

NAMED = {
    **{f"{line}\n{TD3_BELOW}": said for line, said in TD3_NAMES.items()},
    **{f"{TD1_ABOVE}\n{line}": said for line, said in TD1_NAMES.items()},
    **{f"{line}\n{TD2_BELOW}": said for line, said in TD2_NAMES.items()},
    **{f"{line.replace('PPUTO', 'V<UTO')}\n{MRV_A_BELOW}": said for line, said in TD3_NAMES.items()},
    **{f"{line}\n{MRV_B_BELOW}": said for line, said in MRV_B_NAMES.items()},
}
"""The zone, and last name, first names and whether they may have been cut."""
