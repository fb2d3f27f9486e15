"""Headings as shapefiles keep them: ten bytes, the rest cut off."""

_LONGEST = 10
_WORDS = (
    *("aktenzeichen", "aktennummer", "vorgangsnummer", "antragsnummer", "kundennummer", "personennummer"),
    *("klientennummer", "patientennummer", "bedarfsgemeinschaftsnummer", "geschäftszeichen", "kennziffer der person"),
    *("geburtsdatum", "geburtsname", "geburtsjahr", "familienname", "familienstand", "staatsangehörigkeit"),
    *("nationalität", "versicherungsnummer", "versichertennummer", "sozialversicherungsnummer"),
    *("rentenversicherungsnummer", "identifikationsnummer", "bankverbindung", "telefonnummer", "mobilnummer"),
    *("mailadresse", "antragsteller", "antragstellerin", "eigentümer", "leistungsbezieher", "wohnanschrift"),
    *("wohnadresse", "straßenname", "strassenname", "aufnahmedatum", "eingangsdatum", "antragsdatum"),
    *("ereignisdatum", "bewilligungsdatum", "einsatzdatum", "bescheiddatum", "date of birth", "date_of_birth"),
    *("nationality", "citizenship", "insurance number", "social security number", "marital status", "house number"),
    *("client number", "patient number", "applicant number", "report date", "admission date", "incident date"),
)
_WHOLE = {
    cut: word
    for word in _WORDS
    for cut in (word[:_LONGEST], word.encode()[:_LONGEST].decode("utf-8", "ignore"))
    if cut != word
}


def whole_heading(heading: str) -> str:
    """Complete a heading that was cut off, if it begins as one that gives persons or cases away.

    Examples
    --------
    >>> whole_heading("Aktenzeich"), whole_heading("GEBURTSDAT"), whole_heading("Einwohner")
    ('aktenzeichen', 'geburtsdatum', 'Einwohner')
    """
    return _WHOLE.get(heading.lower(), heading)
