"""Attendance of a meeting: a file to fill in comes back and changes the figures, and what is typed in comes as a file of its own."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from filled_in import cells_of_sheet, filled_in
from sent import REGISTER, given, rows

from data.attendance import Line, keep, sheet_of, typed
from data.attendance_files import HOW, as_csv, as_xlsx
from data.contact_log import TYPED
from data.contracts import CONTRACTS
from data.drafts import drafts
from data.errors import ToolError
from data.log import submissions_of
from data.reading import read
from data.rebuild import built_in_memory
from data.store import Store
from data.submission import accept, check, undo
from data.terms import parse_moment
from tests.drawn import answers

DAY = "2025-11-21"
ON = date(2025, 11, 20)
EVENTS = """
    event_ref | kind            | title     | cluster | held_on
    E1        | cluster_meeting | Autumn    | Alder   | 20/11/2025
    E2        | cluster_meeting | The forum |         | 20/11/2025
"""
POSTS = """
    setting_urn  | senco_ref | role   | started_on | ended_on
    EY100001     | S001      | deputy | 01/09/2024 |
    EY100001     | S002      | senco  | 01/09/2025 |
    EY100002     | NIL       |        |            |
    dfe:100003   | S003      | shared | 01/09/2024 |
    ofsted:100003| S004      | senco  | 01/09/2024 | 01/10/2025
    0012345      | S005      | senco  | 01/09/2024 |
"""
ACORN, MINDER, SCHOOL, PLAYTIME, DRUM = "ofsted:EY100001", "ofsted:EY100002", "dfe:100003", "ofsted:100003", "la:0012345"
ALDER, ALL = [ACORN, MINDER], [ACORN, MINDER, SCHOOL, PLAYTIME, DRUM]
NAMES = {ACORN: "Acorn Lane", MINDER: "Childminder B02", SCHOOL: "Cherry School", PLAYTIME: "Cherry Playtime", DRUM: "Drum Lane"}
STATUS, ROLE, REFERENCE = 4, 3, 2
MATRIX = "setting | state"


@pytest.fixture
def meeting(store: Store) -> Store:
    """A register, two meetings of one day and who is in post; nobody has booked."""
    for day, table in enumerate((REGISTER, EVENTS, POSTS), start=1):
        assert given(store, table, at=f"2025-10-0{day}T09:00:00").outcome == "accepted"
    return store


def attended(store: Store, table: str, at: str = "2025-11-10T09:00:00") -> None:
    heading = "event_ref | setting_urn | attendee_ref | attendee_role | status | evaluation"
    assert given(store, f"{heading}\n{table}", at=at).outcome == "accepted"


def sheet(store: Store, event: str = "E1", settings: list[str] = ALDER):
    return sheet_of(store, event, settings, on=ON)


def kept(store: Store, *given_answers: tuple, by: str = "ann", at: str = "2025-11-20T16:00:00", on=None, **more) -> int:
    """Keep answers (role, status) to the first lines of the meeting, in their order."""
    drawn = on or sheet(store)
    return keep(store, drawn, typed(drawn, dict(enumerate(given_answers)), **more), by=by, at=parse_moment(at))


def told(store: Store) -> list[tuple]:
    return rows(
        store,
        "SELECT setting, attendee_ref, attendee_role, status FROM standing.bookings(TIMESTAMP '2039-01-01') ORDER BY setting, attendee_ref",
    )


# The lines


def test_a_setting_is_expected_to_send_its_senco_and_is_known_by_its_number_where_there_is_none(meeting):
    assert [(line.setting, line.attendee_ref, line.role, line.status) for line in sheet(meeting, "E2", ALL).lines] == [
        (ACORN, "S002", "senco", None),
        (MINDER, "EY100002-1", None, None),
        (SCHOOL, "S003", "senco", None),
        (PLAYTIME, "ofsted:100003-1", None, None),
        (DRUM, "S005", "senco", None),
    ]


def test_whoever_is_told_of_stands_instead_and_others_who_are_told_of_come_last(meeting):
    booked = ("EY100001 | P9 | practitioner | booked |", "EY100001 | S001 | deputy | attended | 4", "0012345 | S005 | senco | waitlist |")
    attended(meeting, "\n".join(f"E1 | {each}" for each in booked))
    assert [(line.attendee_ref, line.status, line.happened, line.evaluation) for line in sheet(meeting).lines] == [
        ("S001", "attended", "attended", 4),
        ("P9", "booked", None, None),
        ("EY100002-1", None, None, None),
        ("S005", "waitlist", None, None),
    ]


def test_a_number_has_its_scheme_in_front_only_where_two_registers_use_it(meeting):
    numbers = sheet(meeting).numbers
    assert [numbers[setting] for setting in ALL] == ["EY100001", "EY100002", "dfe:100003", "ofsted:100003", "0012345"]


def test_a_meeting_that_is_not_listed_any_more_is_said(meeting):
    with pytest.raises(ToolError, match="not in the list of events"):
        sheet(meeting, "E9")


# A file to fill in


def test_a_filled_workbook_loads_without_an_issue_and_the_figures_move_and_move_back(meeting):
    content = filled_in(as_xlsx(sheet(meeting), "Autumn", NAMES), {(5, STATUS): "Attended", (6, ROLE): "Manager", (6, STATUS): "Apologies"})
    (checked,) = check(meeting, "attendance.xlsx", content, at=parse_moment("2025-11-21T09:00:00"))
    assert (checked.outcome, checked.issues, checked.reading.issues, checked.good_rows) == ("accepted", (), (), 2)
    submission = accept(meeting, checked, by="ann", at=parse_moment("2025-11-21T09:00:00")).id
    assert told(meeting) == [(ACORN, "S002", "senco", "attended"), (MINDER, "EY100002-1", "manager", "apologies")]
    counts = "cluster | settings_invited | settings_attended | attendance_share\nAlder | 2 | {} | {}\nBirch | 3 | 0 | 0.0"
    answers(meeting, "cluster_attendance", DAY, counts.format(1, 0.5))
    answers(meeting, "training_matrix", DAY, "event_ref | state\nE1 | attended\nE2 | not_booked", scope=(ACORN,))
    answers(meeting, "agenda_meetings", DAY, "event_ref | is_told | settings_attended\nE1 | yes | 1\nE2 | no |")
    answers(meeting, "untrained_sencos", DAY, "senco_ref\nS003\nS005\nS001")
    undo(meeting, submission, by="ann")
    answers(meeting, "agenda_meetings", DAY, "event_ref | is_told | settings_attended\nE1 | no |\nE2 | no |")
    answers(meeting, "cluster_attendance", DAY, "cluster | settings_attended")
    assert built_in_memory(meeting).differences == ()


def test_a_workbook_nobody_filled_in_does_not_load_and_each_blank_row_is_named(meeting):
    for name, content in (("a.xlsx", as_xlsx(sheet(meeting), "Autumn", NAMES)), ("a.csv", as_csv(sheet(meeting)))):
        (checked,) = check(meeting, name, content)
        assert checked.outcome == "blocked"
        blank = [issue for issue in checked.blocking if issue.column == "status"]
        assert [issue.code for issue in blank] == ["missing_value", "missing_value"]
        assert "Write one of: attended, part" in blank[0].message
    assert told(meeting) == []


def test_a_row_that_was_deleted_changes_nothing_for_its_setting(meeting):
    attended(meeting, "E1 | EY100001 | S002 | senco | booked |")
    content = filled_in(as_xlsx(sheet(meeting), "Autumn", NAMES), {(6, ROLE): "Other", (6, STATUS): "Did not come"}, without=(5,))
    (draft,) = drafts("attendance.xlsx", content)
    assert accept(meeting, draft, by="ann", at=parse_moment("2025-11-21T09:00:00")).loaded == 1
    assert told(meeting) == [(ACORN, "S002", "senco", "booked"), (MINDER, "EY100002-1", "other", "no_show")]


def test_a_booking_is_replaced_by_what_happened_and_a_rating_stays(meeting):
    attended(meeting, "E1 | EY100001 | S002 | senco | attended | 5\nE1 | EY100002 | P1 | manager | apologies |")
    for name, content in (("a.xlsx", as_xlsx(sheet(meeting), "Autumn", NAMES)), ("a.csv", as_csv(sheet(meeting)))):
        (checked,) = check(meeting, name, content, at=parse_moment("2025-11-21T09:00:00"))
        assert (checked.issues, checked.difference.same, checked.difference.changed, checked.difference.added) == ((), 2, 0, 0)


def test_the_csv_has_the_same_rows_and_loads_when_its_blanks_are_filled(meeting):
    text = as_csv(sheet(meeting, "E2", ALL)).decode("utf-8-sig")
    heading, *lines = text.splitlines()
    assert heading == ",".join(["Event reference*", "Setting number*", "Attendee reference*", "Attendee role*", "Status*", "Evaluation"])
    assert lines[1] == "E2,EY100002,EY100002-1,,,"
    filled = "\n".join([heading, *(line.replace(",,,", ",Other,,").removesuffix(",,") + ",Attended," for line in lines)])
    (checked,) = check(meeting, "a.csv", filled.encode(), at=parse_moment("2025-11-21T09:00:00"))
    assert (checked.outcome, checked.issues, checked.rows) == ("accepted", (), 5)


def test_the_workbook_shows_names_that_no_cell_of_the_return_holds_and_offers_what_can_have_happened(meeting):
    content = as_xlsx(sheet(meeting), "Autumn cluster meeting, 20 November 2025", NAMES)
    (found,) = read("a.xlsx", content)
    assert found.issues == ()
    assert [row.cells for row in found.rows] == [
        ("E1", "EY100001", "S002", "SENCO", None, None),
        ("E1", "EY100002", "EY100002-1", None, None, None),
    ]
    assert found.notes[0] == "3 rows above the headings were left out."
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        styles, first = (book.read(f"xl/{part}").decode() for part in ("styles.xml", "worksheets/sheet1.xml"))
    assert "Acorn Lane" in styles
    assert 'prompt="Acorn Lane"' in first
    offered = [row[1] for row in cells_of_sheet(content, "Answers") if row[0] == "Status"]
    assert offered == ["Attended", "Came for part", "Apologies", "Did not come"]
    assert ["EY100001", "Acorn Lane"] in cells_of_sheet(content, "Which setting is which")
    assert [row[0] for row in cells_of_sheet(content, "Training attendance")[1:3]] == list(HOW)


@pytest.mark.parametrize(
    "name",
    ['Acorn "A" Lane', "=1+1", "Zoë’s <b> & نور 🐻", "x" * 600, "line\none\x07\x1b", "'; [Red]@\\", "Setting number", "Event reference"],
)
def test_a_hostile_name_or_title_is_shown_and_changes_nothing_that_is_read(meeting, name):
    content = as_xlsx(sheet(meeting), name, {ACORN: name})
    (found,) = read("a.xlsx", content)
    assert found.issues == ()
    assert [row.cells[1] for row in found.rows] == ["EY100001", "EY100002"]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in b"".join(book.read(part) for part in book.namelist())


def test_a_meeting_of_more_settings_than_there_are_ways_to_show_a_cell_still_lists_every_name(meeting):
    drawn = sheet(meeting)
    many = [Line(f"ofsted:{number}", f"{number}-1") for number in range(10_000, 10_151)]
    wide = type(drawn)("E1", ON, tuple(many), {}, {line.setting: line.setting[7:] for line in many}, "0-0")
    content = as_xlsx(wide, "Forum", {line.setting: f"Setting {line.setting}" for line in many})
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert "Setting ofsted" not in book.read("xl/styles.xml").decode()
    assert len(cells_of_sheet(content, "Which setting is which")) == 1 + len(many)
    assert len(read("a.xlsx", content)[0].rows) == len(many)


# Typed in


def test_what_is_typed_in_is_a_file_of_its_own_that_is_withdrawn_and_built_anew(meeting):
    submission = kept(meeting, (None, "attended"), ("manager", "part"))
    (entry, *_) = submissions_of(meeting, None)
    assert (entry.id, entry.return_name, entry.file_name, entry.rows, entry.accepted_by) == (
        submission, "training_attendance", TYPED, 2, "ann",
    )  # fmt: skip
    assert told(meeting) == [(ACORN, "S002", "senco", "attended"), (MINDER, "EY100002-1", "manager", "part")]
    assert built_in_memory(meeting).differences == ()
    undo(meeting, submission, by="ann")
    assert told(meeting) == []
    assert built_in_memory(meeting).differences == ()


def test_only_what_differs_is_written_and_a_line_without_an_answer_stays_as_it_was(meeting):
    attended(meeting, "E1 | EY100001 | S002 | senco | booked |\nE1 | EY100002 | P1 | manager | apologies |")
    kept(meeting, ("senco", "attended"))
    assert rows(meeting, "SELECT setting, status FROM training_attendance WHERE submission = 5") == [(ACORN, "attended")]
    assert told(meeting) == [(ACORN, "S002", "senco", "attended"), (MINDER, "P1", "manager", "apologies")]
    with pytest.raises(ToolError, match="Nothing was chosen"):
        kept(meeting, ("senco", "attended"), ("manager", "apologies"))
    with pytest.raises(ToolError, match="Nothing was chosen"):
        kept(meeting, ("deputy", None))


def test_a_rating_given_before_stays_when_the_status_is_put_right(meeting):
    attended(meeting, "E1 | EY100001 | S002 | senco | attended | 5")
    kept(meeting, ("senco", "part"))
    assert rows(meeting, "SELECT status, evaluation FROM training_attendance ORDER BY submission") == [("attended", 5), ("part", 5)]


def test_somebody_in_another_role_is_another_person_and_the_senco_gets_no_credit(meeting):
    kept(meeting, ("practitioner", "attended"))
    assert told(meeting) == [(ACORN, "EY100001-1", "practitioner", "attended")]
    kept(meeting, ("manager", "attended"))
    assert told(meeting) == [(ACORN, "EY100001-1", "manager", "attended")]  # the same person, put right
    answers(meeting, "untrained_sencos", DAY, "senco_ref\nS003\nS005\nS001\nS002")


def test_a_role_the_booking_system_had_wrong_is_put_right_and_stays_one_person(meeting):
    attended(meeting, "E1 | EY100001 | S002 | manager | booked |")
    kept(meeting, ("senco", "attended"))
    assert told(meeting) == [(ACORN, "S002", "senco", "attended")]


def test_a_deputy_who_came_instead_is_known_by_the_reference_of_the_post(meeting):
    kept(meeting, ("deputy", "attended"))
    assert told(meeting) == [(ACORN, "S001", "deputy", "attended")]


def test_anybody_else_gets_a_reference_of_their_own(meeting):
    more = [
        (ACORN, "deputy", "attended"),
        (ACORN, "practitioner", "attended"),
        (ACORN, "practitioner", "part"),
        (DRUM, "senco", "attended"),
    ]
    kept(meeting, ("senco", "attended"), added=more)
    assert told(meeting) == [
        (DRUM, "S005", "senco", "attended"),
        (ACORN, "EY100001-1", "practitioner", "attended"),
        (ACORN, "EY100001-2", "practitioner", "part"),
        (ACORN, "S001", "deputy", "attended"),
        (ACORN, "S002", "senco", "attended"),
    ]


def test_the_rest_did_not_come_only_when_somebody_says_so_and_not_where_a_colleague_came(meeting):
    attended(meeting, "E1 | EY100001 | S002 | senco | booked |")
    kept(meeting, added=[(ACORN, "practitioner", "attended")], rest_absent=True)
    assert told(meeting) == [
        (ACORN, "EY100001-1", "practitioner", "attended"),
        (ACORN, "S002", "senco", "booked"),
        (MINDER, "EY100002-1", "other", "no_show"),
    ]
    answers(meeting, "expected_settings", DAY, "event_ref | state\nE1 | no_show\nE2 | not_booked", scope=(MINDER,))


def test_whoever_came_has_a_role(meeting):
    with pytest.raises(ToolError, match="Choose the role of whoever came from EY100002"):
        kept(meeting, (None, None), (None, "attended"))
    kept(meeting, (None, None), (None, "apologies"))
    assert told(meeting) == [(MINDER, "EY100002-1", "other", "apologies")]


def test_nobody_came_to_a_meeting_that_is_still_to_come(meeting):
    with pytest.raises(ToolError, match="on 20 November 2025, which is still to come"):
        kept(meeting, (None, "attended"), at="2025-11-19T09:00:00")
    assert told(meeting) == []


def test_of_two_people_the_second_is_told_and_nothing_of_theirs_is_kept_until_they_look(meeting):
    before = sheet(meeting)
    kept(meeting, (None, "attended"), on=before)
    with pytest.raises(ToolError, match="ann kept attendance of this meeting on 20 November 2025 at 16:00, after this page was drawn"):
        kept(meeting, (None, "no_show"), by="ben", on=before, at="2025-11-20T17:00:00")
    assert told(meeting) == [(ACORN, "S002", "senco", "attended")]
    kept(meeting, (None, "no_show"), by="ben", at="2025-11-20T17:00:00")
    assert told(meeting) == [(ACORN, "S002", "senco", "no_show")]
    drawn = sheet(meeting)
    undo(meeting, submissions_of(meeting, None)[0].id, by="cem")
    with pytest.raises(ToolError, match="cem withdrew attendance of this meeting"):
        keep(meeting, drawn, typed(drawn, {0: (None, "part")}), by="ann")
    assert told(meeting) == [(ACORN, "S002", "senco", "attended")]


def test_attendance_of_another_meeting_does_not_hinder(meeting):
    drawn = sheet(meeting)
    attended(meeting, "E2 | EY100001 | S002 | senco | attended |")
    kept(meeting, (None, "attended"), on=drawn)
    assert len(told(meeting)) == 2


def test_of_many_at_once_one_is_kept_and_the_others_are_told(meeting):
    drawn = sheet(meeting)

    def one(name: str) -> str:
        try:
            keep(meeting, drawn, typed(drawn, {0: (None, "attended")}), by=name)
        except ToolError as refused:
            return refused.title
        return "kept"

    with ThreadPoolExecutor(5) as people:
        said = list(people.map(one, "abcde"))
    assert sorted(set(said)) == ["Somebody else was quicker", "kept"] or said.count("kept") == 1
    assert told(meeting) == [(ACORN, "S002", "senco", "attended")]
    assert built_in_memory(meeting).differences == ()


def test_a_file_of_the_booking_system_puts_right_what_was_typed(meeting):
    kept(meeting, (None, "attended"))
    attended(meeting, "E1 | EY100001 | S002 | senco | no_show |", at="2025-11-22T09:00:00")
    assert told(meeting) == [(ACORN, "S002", "senco", "no_show")]


def test_what_is_typed_holds_no_name(meeting):
    kept(meeting, (None, "attended"), ("manager", "attended"))
    entry = submissions_of(meeting, None)[0]
    content = meeting.original(entry.sha256).decode()
    assert not [name for name in NAMES.values() if name in content]
    assert content.splitlines()[0].split(",") == [field.name for field in CONTRACTS["training_attendance"].fields]
