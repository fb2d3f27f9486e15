"""Every threat of the study of safety, every row of its corpus about questions and addresses: what holds them off."""

from tests.faults.rows import Row

_THREATS = "tests/loading/ingest/test_threats.py"
#: One case at least for each row that names it, see tests/loading/ingest/threats.py.
TRIED = f"{_THREATS}::test_a_threat_comes_to_nothing"
_DRIVERS = "tests/loading/vectors/test_drivers.py"
_SEALED = (
    "tests/loading/ingest/test_sealed.py::test_where_the_system_allows_it_nothing_is_reached_not_even_this_machine"
)
_FORGED = "tests/callbacks/guard/test_forged.py"
_HOSTS = "tests/callbacks/guard/test_hosts.py"
_SENT = "tests/callbacks/guard/test_sent.py"
_SECURITY = "tests/callbacks/test_security.py"
_HOSTILE = "tests/callbacks/test_hostile_city.py"
_SINKS = "tests/test_sinks.py::test_every_sink_is_known_and_explained"
_WALKED = "tests/browser/test_hostile_city.py::test_no_name_runs_from_the_files_to_the_map"
_LEAKS = "tests/leaks/test_attacks.py"
_SHEET = "tests/layers/council_sheet/test_typeset.py"
_SLIDES = "tests/layers/slides/test_deck.py"
_UPLOAD = "tests/callbacks/intake/test_upload.py"

#: What an attack needs and this program does not have: no lock of the product names it.
ABSENT = {
    "T31": "kaleido",
    "T42": "duckdb",
    "F18": "redis",
    "F19": "redis",
    "F20": "psycopg",
}

THREATS = (
    Row("T1", "VRT under any name", (TRIED, f"{_DRIVERS}::test_a_vrt_under_any_name_is_refused_and_reads_nothing")),
    Row("T2", "VRT of the environment", (TRIED, f"{_THREATS}::test_t2_the_environment_that_could_be_read_is_bare")),
    Row("T3", "VRT of an address", (TRIED, _SEALED)),
    Row("T4", "a file sent as headers", (TRIED, _SEALED)),
    Row("T5", "a pipeline of GDAL", (TRIED, f"{_DRIVERS}::test_a_pipeline_of_gdal_is_refused_by_name")),
    Row("T6", "SQLite that reads files", (TRIED, f"{_DRIVERS}::test_gdal_knows_no_other_driver")),
    Row("T7", "a link to a reference system", (TRIED, _SEALED)),
    Row("T8", "an endless view", (TRIED,)),
    Row(
        "T9",
        "a trigger",
        (TRIED, "tests/loading/project_file/test_opening.py::test_triggers_and_tables_of_others_are_never_touched"),
    ),
    Row("T10", "functions that read or write files", (TRIED,)),
    Row("T11", "entities and links in KML and GML", (TRIED,)),
    Row("T12", "names that lead upwards", (TRIED,)),
    Row("T13", "a link in an archive", (TRIED,)),
    Row("T14", "an archive that grows", (TRIED,)),
    Row("T15", "a lying size", (TRIED,)),
    Row(
        "T16",
        "members that overlap",
        (TRIED, "tests/test_floors.py::test_archives_that_lie_over_themselves_are_refused_by_any_python"),
    ),
    Row("T17", "very many members", (TRIED,)),
    Row("T18", "an index of a hundred million records", (TRIED,)),
    Row("T19", "very many properties", (TRIED,)),
    Row("T20", "very many columns", (TRIED,)),
    Row("T21", "a workbook that grows", (TRIED,)),
    Row("T22", "a cell in the last corner", (TRIED,)),
    Row("T23", "entities in a workbook", (TRIED, f"{_THREATS}::test_t23_expat_is_one_that_stops_entities")),
    Row("T24", "a compressed table", (TRIED,)),
    Row("T25", "an address for a path", (f"{_THREATS}::test_t25_an_address_is_no_path",)),
    Row("T26", "names on the map", (_WALKED, _SINKS)),
    Row("T27", "an address that is a script", (_WALKED, _SINKS)),
    Row(
        "T28",
        "saved pages",
        (
            f"{_HOSTILE}::test_a_saved_page_holds_no_markup_of_a_name",
            "tests/browser/test_folium_page.py::test_hostile_names_are_shown_and_not_run",
        ),
    ),
    Row(
        "T29",
        "text inside a script or a template",
        ("tests/layers/test_folium_page.py::test_json_in_a_script_cannot_end_it", _SINKS),
    ),
    Row(
        "T30",
        "files drawn into a PDF",
        (
            f"{_HOSTILE}::test_a_sheet_holds_every_name_as_text",
            f"{_SHEET}::test_a_name_is_never_read_as_markup",
            f"{_SHEET}::test_the_template_reads_no_file_and_fetches_no_package",
        ),
    ),
    Row("T31", "pictures drawn by the server", why_not="pictures are drawn by the browser"),
    Row(
        "T32",
        "a formula for a name",
        (
            TRIED,
            f"{_HOSTILE}::test_a_workbook_holds_no_formula_and_no_link",
            f"{_SLIDES}::test_hostile_names_are_text_and_lead_nowhere",
            f"{_HOSTILE}::test_lists_of_the_command_line_hold_no_formula",
            "tests/test_sinks.py::test_every_workbook_takes_names_for_text",
        ),
    ),
    Row(
        "T33",
        "signs that no file can hold",
        (
            TRIED,
            f"{_THREATS}::test_t33_whatever_came_in_can_be_written_to_any_format",
            f"{_HOSTILE}::test_slides_hold_every_name_as_text",
        ),
    ),
    Row(
        "T34",
        "forged state",
        (
            f"{_FORGED}::test_every_callback_stands_every_wrong_value",
            "tests/callbacks/publish/test_routes.py::test_rules_never_come_with_the_question_that_publishes",
            "tests/callbacks/guard/test_visitors.py::"
            "test_every_route_that_is_sent_something_is_refused_or_named_as_one_that_only_answers",
        ),
    ),
    Row(
        "T35",
        "questions wrongly put together",
        (f"{_FORGED}::test_requests_that_are_wrongly_put_together_are_refused",),
    ),
    Row(
        "T36",
        "very long bodies",
        (
            f"{_FORGED}::test_what_a_callback_is_sent_may_not_be_endless",
            f"{_UPLOAD}::test_a_request_larger_than_a_delivery_may_be_is_refused_in_plain_text",
        ),
    ),
    Row("T37", "files beside the scripts", (f"{_SECURITY}::test_only_scripts_styles_and_pictures_are_served",)),
    Row(
        "T38",
        "tools switched on by the environment",
        (f"{_SECURITY}::test_the_environment_switches_on_neither_tools_for_machines_nor_for_developers",),
    ),
    Row("T39", "what the first page tells", (f"{_SECURITY}::test_the_first_page_and_the_wiring_hold_no_data",)),
    Row(
        "T40",
        "other sites and hosts",
        (
            f"{_SECURITY}::test_every_answer_bears_the_headers",
            f"{_HOSTS}::test_a_page_of_another_site_changes_nothing",
            f"{_HOSTS}::test_a_name_of_somebody_else_is_not_answered",
            f"{_HOSTS}::test_no_answer_sets_a_cookie",
        ),
    ),
    Row(
        "T41",
        "answers of others",
        (
            "tests/test_house.py::test_no_module_variable_changes_after_import",
            "tests/callbacks/test_two_users.py::test_of_interleaved_requests_with_uploads_none_holds_a_foreign_byte",
        ),
    ),
    Row("T42", "a database that opens files", why_not="no such database is part of the program"),
    Row(
        "T43",
        "small counts",
        (
            f"{_LEAKS}::test_all_attacks_together_place_no_protected_number_more_closely_than_its_interval",
            f"{_LEAKS}::test_nothing_of_any_profile_holds_a_hidden_number",
        ),
    ),
)

QUESTIONS = (
    Row(
        "129",
        "a forged limit",
        ("tests/callbacks/publish/test_routes.py::test_rules_never_come_with_the_question_that_publishes",),
    ),
    Row("130", "an unknown option", (f"{_FORGED}::test_unknown_options_give_the_usual_answer",)),
    Row("131", "JSON that goes deep", (f"{_SENT}::test_json_that_no_page_writes_is_a_plain_refusal",)),
    Row("132", "NaN in JSON", (f"{_SENT}::test_json_that_no_page_writes_is_a_plain_refusal",)),
    Row("133", "a body of 150 MB", (f"{_SENT}::test_a_body_that_is_too_long_is_refused_before_it_is_read",)),
    Row(
        "134",
        "a very long address",
        ("tests/callbacks/guard/test_mishaps.py::test_an_address_that_is_too_long_is_refused_on_a_plain_page",),
    ),
    Row(
        "135",
        "an address of somebody else",
        (
            "tests/callbacks/test_wiring.py::test_an_unknown_project_gets_a_way_out",
            "tests/callbacks/guard/test_visitors.py::test_what_is_public_is_shown_and_nothing_internal",
        ),
    ),
    Row(
        "136",
        "an address of an indicator that is gone",
        ("tests/callbacks/test_wiring.py::test_a_wrong_address_still_gives_a_map",),
    ),
    Row("137", "an unknown address", (f"{_SENT}::test_only_health_says_that_the_program_is_well",)),
)
