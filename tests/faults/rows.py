"""Every fault of the table in the study of safety, and what holds the program to its required behaviour."""

from dataclasses import dataclass

_SAVING = "tests/loading/project_file/test_saving.py"
_APART = "tests/loading/ingest/test_apart.py"
_STORED = "tests/faults/test_stored.py"
_RUNNING = "tests/faults/test_running.py"
_SURROUNDINGS = "tests/faults/test_surroundings.py"
_CLOCK = "tests/faults/test_clock.py"
_KILLED = (
    "tests/browser/test_killed.py::test_a_program_killed_in_an_answer_is_noticed_and_everything_comes_when_it_is_back"
)


@dataclass(frozen=True)
class Row:
    """One fault.

    Attributes
    ----------
    number : str
        As in the study.
    fault : str
    tests : tuple of str
        ``<file>::<function>``; empty where the fault cannot befall this program.
    why_not : str
        Why it cannot, or what no test can show.
    """

    number: str
    fault: str
    tests: tuple[str, ...] = ()
    why_not: str = ""


ROWS = (
    Row("F1", "killed in a naive save", (f"{_SURROUNDINGS}::test_no_save_writes_over_what_is_there",)),
    Row(
        "F2",
        "killed in an atomic save",
        (
            f"{_SAVING}::test_kills_at_any_moment_leave_the_last_state_or_the_one_under_way",
            f"{_SAVING}::test_what_a_crash_left_of_any_project_is_swept_away_at_the_start",
        ),
    ),
    Row("F3", "killed while SQLite writes ahead", why_not="project files are written whole; nothing is written ahead"),
    Row("F4", "power loss", (f"{_SAVING}::test_whatever_call_the_disk_refuses_the_state_before_stays",)),
    Row("F5", "disk full, naive overwrite", (f"{_SURROUNDINGS}::test_no_save_writes_over_what_is_there",)),
    Row(
        "F6",
        "disk full, atomic save",
        (f"{_SAVING}::test_a_disk_that_is_full_at_any_page_leaves_the_state_before_and_says_so",),
    ),
    Row("F7", "disk full while SQLite writes ahead", why_not="nothing is written ahead"),
    Row("F8", "disk full, cache", why_not="what is remembered lies in memory, in the browser, never on the disk"),
    Row("F9", "disk full, export", (f"{_STORED}::test_an_export_leaves_nothing_on_the_disk",)),
    Row(
        "F10",
        "corrupt store",
        (
            f"{_STORED}::test_a_corrupt_project_is_told_and_hides_no_other",
            f"{_STORED}::test_of_a_torn_project_the_state_before_is_opened_and_named_with_its_time",
            f"{_SAVING}::test_a_torn_file_opens_with_the_state_before_and_says_so",
            f"{_SAVING}::test_the_first_saving_after_a_torn_file_keeps_it_beside_and_goes_on",
        ),
    ),
    Row(
        "F11",
        "two save the same",
        (
            f"{_SAVING}::test_of_40_interleaved_updates_each_is_kept_or_refused",
            "tests/browser/test_projects.py::test_whoever_saves_second_is_asked_how_to_go_on",
            "tests/callbacks/projects/test_routes.py::"
            "test_whoever_comes_second_is_told_what_changed_and_overwrites_nothing",
        ),
    ),
    Row(
        "F12",
        "writer lock held",
        (
            f"{_SAVING}::test_a_second_writer_waits_and_then_gives_up_in_plain_words",
            f"{_SAVING}::test_a_writer_is_told_after_five_seconds_at_most",
        ),
    ),
    Row(
        "F13",
        "process killed",
        (
            f"{_RUNNING}::"
            "test_a_program_killed_while_it_reads_comes_back_with_everything_acknowledged_and_leaves_no_copy",
            f"{_APART}::test_a_reading_that_dies_gives_a_plain_sentence",
            _KILLED,
        ),
    ),
    Row("F14", "too much memory", (f"{_APART}::test_the_system_keeps_the_limits_of_the_process",)),
    Row("F15", "a step of 40 seconds", (f"{_APART}::test_a_real_reading_is_killed_where_it_takes_too_long",)),
    Row(
        "F16", "a step of 40 seconds, one worker", (f"{_RUNNING}::test_eight_stuck_readings_keep_nobody_else_waiting",)
    ),
    Row("F17", "eight stuck jobs", (f"{_RUNNING}::test_eight_stuck_readings_keep_nobody_else_waiting",)),
    Row("F18", "Redis refused", why_not="no Redis"),
    Row("F19", "Redis frozen", why_not="no Redis"),
    Row("F20", "PostGIS refused or frozen", why_not="no PostGIS"),
    Row("F21", "tile host frozen", why_not="pictures of base maps are fetched by the browser, never by the program"),
    Row("F22", "server down", (_KILLED,)),
    Row("F23", "back online", (_KILLED,)),
    Row(
        "F24",
        "slow start",
        (
            "tests/benchmarks/test_first_map.py::test_starting_with_the_sample_city_imports_no_library_of_single_actions",
        ),
    ),
    Row(
        "F25",
        "locale",
        (
            f"{_SURROUNDINGS}::test_the_locale_of_the_machine_changes_nothing",
            f"{_SURROUNDINGS}::test_nothing_asks_for_a_locale_or_guesses_dates",
        ),
    ),
    Row("F26", "dates guessed", (f"{_SURROUNDINGS}::test_nothing_asks_for_a_locale_or_guesses_dates",)),
    Row("F27", "order of umlauts", (f"{_SURROUNDINGS}::test_umlauts_stand_with_their_letters",)),
    Row(
        "F28",
        "clock jumps",
        (
            f"{_STORED}::test_a_clock_that_jumps_changes_no_order_of_states",
            f"{_CLOCK}::test_what_is_saved_in_the_second_of_two_equal_hours_is_later",
            f"{_CLOCK}::test_a_save_by_a_clock_that_ran_backwards_is_seen_at_once",
            f"{_CLOCK}::test_nothing_is_swept_because_the_clock_jumped",
            f"{_CLOCK}::test_files_and_clocks_of_1970_hinder_no_archive",
        ),
    ),
    Row(
        "F29",
        "misspelt configuration",
        (
            f"{_SURROUNDINGS}::test_a_misspelt_setting_is_named_and_nothing_starts",
            "tests/loading/basemaps/test_configuration.py::test_whatever_is_wrong_is_named_with_its_line",
        ),
    ),
)
