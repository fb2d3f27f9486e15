"""What stands on which sheet of the workbook, and under which headings."""

from dataclasses import dataclass
from typing import Literal

#: German headings, word for word those of the catalogue's quantities.
HEADINGS = {
    "residents": "Einwohnerinnen und Einwohner",
    "residents_under_3": "Einwohnerinnen und Einwohner unter 3 Jahren",
    "residents_3_to_6": "Einwohnerinnen und Einwohner von 3 bis unter 6 Jahren",
    "residents_6_to_10": "Einwohnerinnen und Einwohner von 6 bis unter 10 Jahren",
    "residents_10_to_15": "Einwohnerinnen und Einwohner von 10 bis unter 15 Jahren",
    "residents_15_to_18": "Einwohnerinnen und Einwohner von 15 bis unter 18 Jahren",
    "residents_18_to_25": "Einwohnerinnen und Einwohner von 18 bis unter 25 Jahren",
    "residents_25_to_65": "Einwohnerinnen und Einwohner von 25 bis unter 65 Jahren",
    "residents_from_65": "Einwohnerinnen und Einwohner ab 65 Jahren",
    "residents_under_15": "Einwohnerinnen und Einwohner unter 15 Jahren",
    "residents_under_18": "Einwohnerinnen und Einwohner unter 18 Jahren",
    "residents_under_21": "Einwohnerinnen und Einwohner unter 21 Jahren",
    "residents_from_5": "Einwohnerinnen und Einwohner ab 5 Jahren",
    "residents_15_to_25": "Einwohnerinnen und Einwohner von 15 bis unter 25 Jahren",
    "residents_15_to_65": "Einwohnerinnen und Einwohner von 15 bis unter 65 Jahren",
    "residents_15_to_retirement": "Einwohnerinnen und Einwohner von 15 Jahren bis unter die Regelaltersgrenze",
    "residents_under_retirement": "Einwohnerinnen und Einwohner unter der Regelaltersgrenze",
    "residents_from_retirement": "Einwohnerinnen und Einwohner ab der Regelaltersgrenze",
    "foreign_residents_under_retirement": "Ausländische Einwohnerinnen und Einwohner unter der Regelaltersgrenze",
    "foreign_residents": "Ausländische Einwohnerinnen und Einwohner",
    "migration_background": "Einwohnerinnen und Einwohner mit Migrationshintergrund",
    "households": "Privathaushalte",
    "family_households": "Haushalte mit Kindern unter 18 Jahren",
    "lone_parent_households": "Haushalte von Alleinerziehenden mit Kindern unter 18 Jahren",
    "older_alone": "Einpersonenhaushalte von Menschen ab 65 Jahren",
    "sgb2": "Leistungsberechtigte im SGB II",
    "foreign_sgb2": "Ausländische Leistungsberechtigte im SGB II",
    "sgb2_under_15": "Kinder unter 15 Jahren in Bedarfsgemeinschaften im SGB II",
    "sgb2_under_18": "Kinder und Jugendliche unter 18 Jahren in Bedarfsgemeinschaften im SGB II",
    "transfer_not_unemployed": "Nicht arbeitslose Transferbeziehende (SGB II und SGB XII)",
    "old_age_benefit": "Beziehende von Grundsicherung im Alter (SGB XII)",
    "benefit_households": "Bedarfsgemeinschaften im SGB II",
    "lone_parent_benefit_households": "Bedarfsgemeinschaften von Alleinerziehenden im SGB II",
    "asylum_benefit": "Leistungsberechtigte nach dem Asylbewerberleistungsgesetz",
    "housing_benefit": "Haushalte mit Wohngeld",
    "unemployed_sgb2": "Arbeitslose im SGB II",
    "unemployed_sgb2_under_25": "Arbeitslose unter 25 Jahren im SGB II",
    "long_term_unemployed": "Langzeitarbeitslose (SGB II und SGB III)",
    "employed": "Sozialversicherungspflichtig Beschäftigte am Wohnort",
    "employable_sgb2": "Erwerbsfähige Leistungsberechtigte im SGB II",
    "long_term_sgb2": "Langzeitleistungsbeziehende im SGB II",
    "children_examined": "In der Schuleingangsuntersuchung untersuchte Kinder",
    "language_finding": "Kinder mit auffälliger Sprachkompetenz in der Schuleingangsuntersuchung",
    "overweight": "Übergewichtige und adipöse Kinder in der Schuleingangsuntersuchung",
    "vaccination_card": "Kinder mit vorgelegtem Impfausweis",
    "measles_vaccinated": "Kinder mit zwei Masernimpfungen",
    "grade_4_leavers": "Schülerinnen und Schüler, die die vierte Klasse verlassen",
    "to_gymnasium": "Übergänge aus der vierten Klasse auf ein Gymnasium",
    "care_under_3": "Kinder unter 3 Jahren in Kindertagesbetreuung",
    "child_welfare": "Fälle von Hilfen zur Erziehung",
    "living_space": "Wohnfläche in Quadratmetern",
    "dwellings": "Wohnungen",
    "social_dwellings": "Sozialwohnungen",
    "long_residence": "Einwohnerinnen und Einwohner mit mindestens fünf Jahren Wohndauer",
}

#: Counts that come from the job centre: one quarter is missing, another late.
JOB_CENTRE = (
    "sgb2",
    "sgb2_under_15",
    "sgb2_under_18",
    "foreign_sgb2",
    "transfer_not_unemployed",
    "benefit_households",
    "lone_parent_benefit_households",
    "unemployed_sgb2",
    "unemployed_sgb2_under_25",
    "long_term_unemployed",
    "long_term_sgb2",
    "employable_sgb2",
)
#: The register's own words on its own sheet.
MAIN_RESIDENCE = "Einwohnerinnen und Einwohner am Ort der Hauptwohnung"

Form = Literal["wide", "lines", "long", "text", "share"]


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes
    ----------
    name, title : str
        On the tab and in the first row.
    measures : tuple of str
        Quantities, in the order of the columns.
    source : str
    form : {"wide", "lines", "long", "text", "share"}
        Wide: measure above, years below. Lines: measure and year in one cell. Long: a row for each quarter
        and year. Text: as wide, numbers as text with thousands points. Share: per cent as text.
    joined_key : bool
        Key and name in one cell.
    total_first : bool
        The city above the quarters instead of below.
    marks : tuple of (str, str)
        Quantities whose heading carries the mark of a footnote, with the mark.
    footnotes : tuple of str
    """

    name: str
    title: str
    measures: tuple[str, ...]
    source: str
    form: Form = "wide"
    joined_key: bool = True
    total_first: bool = False
    marks: tuple[tuple[str, str], ...] = ()
    footnotes: tuple[str, ...] = ()

    @property
    def from_job_centre(self) -> bool:
        """Whether the job centre's numbers stand here: one quarter has no row, there is a remainder."""
        return any(quantity in JOB_CENTRE for quantity in self.measures)


REGISTER = "Stadt Ahrenfurt, Einwohnermelderegister"
AGENCY = "Statistik der Bundesagentur für Arbeit; Stadt Ahrenfurt, Einwohnermelderegister"
HOUSEHOLDS = "Stadt Ahrenfurt, Haushaltegenerierung (HHGen) aus dem Einwohnermelderegister"
MISSING = (
    "1) Für den Statistischen Bezirk 0304 Sonnenhang liegen keine Einzelangaben vor; er ist in den Summen enthalten.",
    "2) Eichengrund: Angaben für 2023 und 2024 werden nachgeliefert, in den Summen bereits enthalten.",
)

SHEETS = (
    Sheet(
        "1 Bevölkerung",
        "Bevölkerung nach Staatsangehörigkeit und Migrationshintergrund",
        ("residents", "foreign_residents", "migration_background"),
        REGISTER,
        marks=(("migration_background", "1)"),),
        footnotes=("1) Abgeleitet mit MigraPro.",),
    ),
    Sheet(
        "2 Altersgruppen",
        "Bevölkerung nach Altersgruppen",
        (
            "residents_under_3",
            "residents_3_to_6",
            "residents_6_to_10",
            "residents_10_to_15",
            "residents_15_to_18",
            "residents_18_to_25",
            "residents_25_to_65",
            "residents_from_65",
            "residents_under_18",
        ),
        REGISTER,
        joined_key=False,
        total_first=True,
    ),
    Sheet(
        "3 SGB II",
        "Leistungsberechtigte in der Grundsicherung für Arbeitsuchende (SGB II, Bürgergeld)",
        ("sgb2", "residents_under_retirement", "foreign_sgb2", "foreign_residents_under_retirement"),
        AGENCY,
        joined_key=False,
        marks=(("sgb2", "1)"), ("foreign_sgb2", "2)")),
        footnotes=MISSING,
    ),
    Sheet(
        "4 Kinder im SGB II",
        "Kinder und Jugendliche in Bedarfsgemeinschaften",
        ("sgb2_under_15", "residents_under_15", "sgb2_under_18", "residents_under_18"),
        AGENCY,
        footnotes=MISSING,
    ),
    Sheet(
        "5 Haushalte mit Leistungen",
        "Bedarfsgemeinschaften und Haushalte mit Wohngeld",
        (
            "benefit_households",
            "households",
            "lone_parent_benefit_households",
            "lone_parent_households",
            "housing_benefit",
        ),
        f"{AGENCY}; Wohngeldstelle",
        marks=(("housing_benefit", "3)"),),
        footnotes=(*MISSING, "3) Wohngeldreform zum 01.01.2023: Kreis der Berechtigten erweitert."),
    ),
    Sheet(
        "6 Transferleistungen",
        "Transferleistungen, Grundsicherung im Alter und Leistungen nach dem AsylbLG",
        ("transfer_not_unemployed", "residents", "old_age_benefit", "residents_from_retirement", "asylum_benefit"),
        f"{AGENCY}; Sozialamt",
        joined_key=False,
        total_first=True,
        footnotes=MISSING,
    ),
    Sheet(
        "7 Arbeitsmarkt",
        "Arbeitslosigkeit und Beschäftigung am Wohnort",
        (
            "unemployed_sgb2",
            "residents_15_to_retirement",
            "unemployed_sgb2_under_25",
            "residents_15_to_25",
            "long_term_unemployed",
            "employed",
            "residents_15_to_65",
        ),
        AGENCY,
        footnotes=MISSING,
    ),
    Sheet(
        "8 Langzeitleistungsbezug",
        "Langzeitleistungsbezug im SGB II",
        ("long_term_sgb2", "employable_sgb2"),
        AGENCY,
        form="lines",
        joined_key=False,
        footnotes=MISSING,
    ),
    Sheet(
        "9 Schuleingang",
        "Schuleingangsuntersuchung, je zwei Jahrgänge zusammengefasst",
        ("children_examined", "language_finding", "overweight", "vaccination_card", "measles_vaccinated"),
        "Stadt Ahrenfurt, Gesundheitsamt",
        form="long",
        joined_key=False,
    ),
    Sheet(
        "10 Grundschule",
        "Übergänge nach der vierten Klasse, nach Wohnort der Kinder",
        ("to_gymnasium", "grade_4_leavers"),
        "Stadt Ahrenfurt, Schulverwaltungsamt; IT.NRW, Amtliche Schuldaten",
    ),
    Sheet(
        "11 Jugendhilfe",
        "Kindertagesbetreuung und Hilfen zur Erziehung",
        ("care_under_3", "residents_under_3", "child_welfare", "residents_under_21"),
        "Stadt Ahrenfurt, Jugendamt",
        joined_key=False,
    ),
    Sheet(
        "12 Wohnen",
        "Wohnungen, Wohnfläche und Wohndauer",
        ("living_space", "dwellings", "social_dwellings", "long_residence", "residents_from_5"),
        "Stadt Ahrenfurt, Gebäude- und Wohnungsregister; Einwohnermelderegister",
        form="text",
    ),
    Sheet(
        "13 Haushalte",
        "Haushalte mit Kindern und ältere Menschen, die allein leben",
        ("family_households", "lone_parent_households", "older_alone", "residents_from_65"),
        HOUSEHOLDS,
        joined_key=False,
        total_first=True,
    ),
    Sheet(
        "14 Wahlbeteiligung",
        "Wahlbeteiligung bei den Bundestagswahlen in Prozent",
        ("turnout",),
        "Stadt Ahrenfurt, Wahlamt",
        form="share",
        footnotes=("Briefwahlstimmen sind den Statistischen Bezirken zugerechnet.",),
    ),
)


def row_is_missing(quantity: str) -> bool:
    """Whether a quantity stands only on sheets on which one quarter has no row.

    Examples
    --------
    >>> row_is_missing("sgb2"), row_is_missing("employed"), row_is_missing("residents")
    (True, True, False)
    """
    return all(sheet.from_job_centre for sheet in SHEETS if quantity in sheet.measures)
