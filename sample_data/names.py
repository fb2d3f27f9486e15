"""Invented names of the city, its districts and quarters; none is meant to be a real place."""

CITY = "Ahrenfurt"

DISTRICTS = ("Mitte", "Nordost", "Ostend", "Osthafen", "Südstadt", "Lohfeld", "Große Aue", "Weststadt", "Nordstadt")

QUARTERS = (
    (
        "Nordwall",
        "Ostwall",
        "Brüderviertel",
        "Altstadt",
        "Gerberviertel",
        "Münsterviertel",
        "Mühleninsel",
        "Brückenvorstadt",
        "Südwall",
        "Fischmarkt",
        "Weidendamm",
        "Westwall",
        "Theaterviertel",
        "Schloßgarten",
        "Bahnhofsviertel",
        "Neumarkt",
        "Rathausviertel",
    ),
    (
        "Rosenhügel",
        "Kreuzkirche",
        "Hohenlinde",
        "Buchenkamp",
        "Textilviertel",
        "Gartenstadt",
        "Ellerbruch",
        "Schönblick",
    ),
    (
        "Lutherviertel",
        "Musikerviertel",
        "Langenrode",
        "Sonnenhang",
        "Dichterviertel",
        "Heidkamp",
        "Försterei",
        "Eisenbahnersiedlung",
        "Ahrebogen",
        "Gewerbepark Ost",
        "Niederahren",
        "Uferstraße",
    ),
    ("Werder", "Großer Bogen", "Stadionviertel", "Hafenviertel", "Am Baggersee", "Rübenfeld", "Kornspeicher"),
    (
        "Oberhöchte",
        "Mühlenberg",
        "Ziegelei",
        "Zollviertel",
        "Schlachthofviertel",
        "Südbahnhof",
        "Südpark",
        "Fuchsbusch",
        "Klosterhöfe",
    ),
    (
        "Lohfeld-Süd",
        "Hochschulviertel",
        "Lindenhöhe",
        "Weißenfeld",
        "Paulusviertel",
        "Kastanienhof",
        "Großenlohe",
        "Alt-Lohfeld",
    ),
    (
        "Haferkamp",
        "Gerbermühle",
        "Roßwinkel",
        "Pappelviertel",
        "Hirtenwiese",
        "Grünau",
        "Bleiche",
        "Westerahren",
        "Auenviertel",
        "Auedorf",
    ),
    (
        "Marienviertel",
        "Gleisdreieck",
        "Ahrewiesen",
        "Höchten",
        "Friedrichsviertel",
        "Westpark",
        "Königshöhe",
        "Am Wasserturm",
        "Eichengrund",
    ),
    (
        "Hüttenberg",
        "Burgfeld",
        "Schäferei",
        "Moorkamp",
        "Großheide",
        "Steinberg",
        "Ahrenfurter Forst",
        "Johannisviertel",
        "Krähenbusch",
        "Spinnerei",
    ),
)

#: The quarters in which poverty is concentrated: two contiguous areas and one island.
NORTH = ("0903", "0906", "0908", "0902", "0910", "0205", "0116", "0115", "0202")
EAST = ("0406", "0403", "0404", "0407", "0505")
ISLAND = ("0706",)
GENTRIFYING = ("0205", "0116", "0202", "0115")

STUDENTS = ("0602", "0108", "0605")
COMMERCIAL = "0310"
FOREST = "0907"
NO_ROW = "0304"
LATE = "0809"
SHELTERS = ("0404", "0803", "0908", "0503", "0706", "0311", "0802", "0207")


def keys() -> tuple[str, ...]:
    """Give the official keys: two digits for the district, two for the quarter.

    Examples
    --------
    >>> keys()[0], keys()[-1], len(keys())
    ('0101', '0910', 90)
    """
    return tuple(f"{d:02d}{q:02d}" for d, names in enumerate(QUARTERS, 1) for q in range(1, len(names) + 1))
