"""One setting’s own history, and its figures beside those of its cluster and of the authority."""

from __future__ import annotations

from tests.drawn import answered, answers, drawn

DAY = "2025-11-21"


def registered(store) -> None:
    drawn(
        store,
        "settings",
        """
        setting | name  | cluster | provider_type        | funded | opened_on  | closed_on
        a       | Acorn | Alder   | group_full_day       | yes    |            |
        b       | Bay   | Alder   | group_full_day       | yes    |            |
        c       | Cob   | Birch   | group_full_day       | yes    | 2025-10-01 |
        m       | Mill  | Birch   | school_nursery_class | yes    |            |
        z       | Zest  | Alder   | group_full_day       | yes    |            | 2025-10-31
        """,
    )


def test_spells_are_of_every_open_setting_with_or_without_a_gap_and_of_those_asked_for(store):
    registered(store)
    posts = "a | s1 | senco | 2020-09-01 |\nb | s2 | senco | 2020-09-01 | 2025-11-01\nz | s3 | senco | 2020-09-01 |"
    drawn(store, "senco_posts", f"setting | senco_ref | role | started_on | ended_on\n{posts}")
    answers(
        store,
        "spells_of_setting",
        DAY,
        """
        setting | name  | cover     | senco_ref | from_on    | to_on      | days
        a       | Acorn | in_post   | s1        | 2023-11-21 | 2025-11-21 | 732
        b       | Bay   | in_post   | s2        | 2023-11-21 | 2025-11-01 | 712
        b       | Bay   | vacant    |           | 2025-11-02 | 2025-11-21 | 20
        c       | Cob   | not_known |           | 2025-10-01 | 2025-11-21 | 52
        m       | Mill  | not_known |           | 2023-11-21 | 2025-11-21 | 732
        """,
    )
    assert [row["cover"] for row in answered(store, "spells_of_setting", DAY, ["cover"], settings=("b",))] == ["in_post", "vacant"]


def test_the_returns_of_a_setting_are_in_late_missing_or_still_to_come(store):
    registered(store)
    posts = "setting | senco_ref | started_on\n{} | {} | {}"
    drawn(store, "senco_posts", posts.format("a", "s1", "2020-09-01"), accepted_at="2025-06-01T09:00:00", term="2025-summer")
    drawn(store, "sen_reviews", "setting | child\na | NIL", accepted_at="2025-06-30T23:00:00", term="2025-summer")
    drawn(store, "referrals", "setting | referral_ref\na | NIL", accepted_at="2025-07-01T09:00:00", term="2025-summer")
    drawn(store, "senco_posts", posts.format("a", "s1", "2020-09-01"), accepted_at="2025-10-01T09:00:00", term="2025-autumn")
    columns = "setting | term | return | due_on | state | first_accepted_on\n"
    answers(
        store,
        "returns_of_setting",
        "2025-11-30",
        columns
        + """
        a | 2025-autumn | senco_posts | 2025-11-30 | in      | 2025-10-01
        a | 2025-autumn | sen_reviews | 2025-11-30 | to_come |
        a | 2025-autumn | referrals   | 2025-11-30 | to_come |
        a | 2025-summer | senco_posts | 2025-06-30 | in      | 2025-06-01
        a | 2025-summer | sen_reviews | 2025-06-30 | nil     | 2025-06-30
        a | 2025-summer | referrals   | 2025-06-30 | late    | 2025-07-01
        """,
        settings=("a",),
    )
    states = answered(store, "returns_of_setting", "2025-12-01", ["term", "state"], settings=("c",))
    assert states == [{"term": "2025-autumn", "state": "missing"}] * 3


def figures(store, setting: str, figure: str, day: str = DAY) -> list[str]:
    """`setting 1/2 1`: level, part of all, and how many settings told, for each level."""
    rows = answered(store, "figures_beside", day, ["figure", "level", "part", "of_all", "longest", "tellers"], settings=(setting,))
    longest = {row["level"]: f" longest {row['longest']}" if row["longest"] else "" for row in rows if row["figure"] == figure}
    return [
        f"{row['level']} {row['part']}/{row['of_all']} {row['tellers']}{longest[row['level']]}" for row in rows if row["figure"] == figure
    ]


def test_every_figure_stands_beside_the_clusters_and_the_authoritys(store):
    registered(store)
    answers(
        store,
        "figures_beside",
        DAY,
        """
        setting | figure          | level     | cluster | part | of_all | longest | tellers
        a       | covered         | setting   | Alder   | 0    | 1      |         | 0
        a       | covered         | cluster   | Alder   | 0    | 2      |         | 0
        a       | covered         | authority | Alder   | 0    | 3      |         | 0
        a       | late_reviews    | setting   | Alder   | 0    | 0      |         | 0
        a       | late_reviews    | cluster   | Alder   | 0    | 0      |         | 0
        a       | late_reviews    | authority | Alder   | 0    | 0      |         | 0
        a       | over_18_weeks   | setting   | Alder   | 0    | 0      |         | 0
        a       | over_18_weeks   | cluster   | Alder   | 0    | 0      |         | 0
        a       | over_18_weeks   | authority | Alder   | 0    | 0      |         | 0
        a       | came            | setting   | Alder   | 0    | 0      |         | 0
        a       | came            | cluster   | Alder   | 0    | 0      |         | 0
        a       | came            | authority | Alder   | 0    | 0      |         | 0
        a       | practice_yes    | setting   | Alder   | 0    | 0      |         | 0
        a       | practice_yes    | cluster   | Alder   | 0    | 0      |         | 0
        a       | practice_yes    | authority | Alder   | 0    | 0      |         | 0
        a       | moves_ready     | setting   | Alder   | 0    | 0      |         | 0
        a       | moves_ready     | cluster   | Alder   | 0    | 0      |         | 0
        a       | moves_ready     | authority | Alder   | 0    | 0      |         | 0
        a       | funding_decided | setting   | Alder   | 0    | 0      |         | 0
        a       | funding_decided | cluster   | Alder   | 0    | 0      |         | 0
        a       | funding_decided | authority | Alder   | 0    | 0      |         | 0
        """,
        settings=("a",),
    )


def test_cover_is_compared_among_settings_of_the_same_expectation(store):
    registered(store)
    posts = "a | s1 | 2020-09-01\nc | NIL |\nm | s2 | 2020-09-01"
    drawn(store, "senco_posts", f"setting | senco_ref | started_on\n{posts}")
    assert figures(store, "a", "covered") == ["setting 1/1 1", "cluster 1/2 1", "authority 1/3 2"]
    assert figures(store, "m", "covered") == ["setting 1/1 1", "cluster 1/1 1", "authority 1/1 1"]
    assert figures(store, "z", "covered") == ["setting 0/0 0", "cluster 1/2 1", "authority 1/3 2"]


def test_late_reviews_and_waits_are_counted_with_the_longest(store):
    registered(store)
    reviews = "a | c1 | 2025-01-01 | 2025-11-20\na | c2 | 2025-01-01 | 2025-12-20\nb | c3 | 2025-01-01 | 2025-11-01\nc | NIL | |"
    drawn(store, "sen_reviews", f"setting | child | plan_started_on | review_due_on\n{reviews}")
    waits = "a | r1 | 2025-07-18 |\na | r2 | 2025-07-17 |\nz | r3 | 2025-11-20 |\nc | r4 | 2025-01-01 | 2025-02-01"
    drawn(store, "referrals", f"setting | referral_ref | made_on | first_contact_on\n{waits}")
    assert figures(store, "a", "late_reviews") == ["setting 1/2 1 longest 1", "cluster 2/3 2 longest 20", "authority 2/3 3 longest 20"]
    assert figures(store, "a", "over_18_weeks") == ["setting 1/2 1 longest 127", "cluster 1/3 2 longest 127", "authority 1/3 3 longest 127"]
    assert figures(store, "c", "over_18_weeks") == ["setting 0/0 1", "cluster 0/0 1", "authority 1/3 3 longest 127"]


def test_meetings_count_twelve_months_and_practice_the_items_that_were_answered(store):
    registered(store)
    events = "e1 | 2025-11-01 |\ne2 | 2025-10-05 | Alder\ne3 | 2024-11-20 |\ne4 | 2024-11-21 |"
    drawn(store, "training_events", f"event_ref | held_on | cluster\n{events}")
    drawn(store, "training_attendance", "event_ref | setting | status\ne1 | a | attended\ne2 | a | no_show\ne3 | a | attended")
    assert figures(store, "a", "came") == ["setting 1/3 1", "cluster 1/8 3", "authority 1/11 5"]
    items = "a | sen_arrangements | yes\na | send_policy_reviewed | partly\na | send_report_published | not_applicable\nb | sen_arrangements | no"
    answered_on = "\n".join(f"{line} | 2025-10-01" for line in items.splitlines())
    drawn(store, "send_practice", f"setting | item | answer | answered_on\n{answered_on}")
    assert figures(store, "a", "practice_yes") == ["setting 1/2 1", "cluster 1/3 2", "authority 1/3 2"]


def test_a_setting_that_has_closed_is_counted_in_waits_meetings_and_funding_alone(store):
    registered(store)
    for setting in ("a", "z"):
        drawn(store, "sen_reviews", f"setting | child | plan_started_on\n{setting} | c1 | 2025-01-01")
        drawn(store, "send_practice", f"setting | item | answer | answered_on\n{setting} | sen_arrangements | yes | 2025-10-01")
        drawn(store, "transitions", f"setting | child | starts_school_on\n{setting} | c1 | 2026-09-01")
        drawn(store, "funding", f"setting | child | fund | applied_on\n{setting} | c1 | inclusion_fund | 2025-10-01")
        drawn(store, "referrals", f"setting | referral_ref | made_on\n{setting} | r1 | 2025-10-01")
    for name, part in (("late_reviews", "0"), ("practice_yes", "1"), ("moves_ready", "0")):
        assert figures(store, "a", name) == [f"{level} {part}/1 1" for level in ("setting", "cluster", "authority")], name
        assert figures(store, "z", name)[0] == "setting 0/0 0", name
    assert figures(store, "a", "funding_decided")[2] == "authority 0/2 2"
    assert figures(store, "a", "over_18_weeks")[2] == "authority 0/2 2 longest 51"


def test_a_setting_whose_application_or_move_counts_has_told_of_it_however_long_ago_its_return_was(store):
    registered(store)
    drawn(store, "funding", "setting | child | fund | applied_on\na | c1 | inclusion_fund | 2024-12-20", accepted_at="2024-12-21")
    drawn(store, "transitions", "setting | child | starts_school_on\na | c1 | 2026-09-01", accepted_at="2024-12-21")
    assert figures(store, "a", "funding_decided")[0] == "setting 0/1 1"
    assert figures(store, "a", "moves_ready")[0] == "setting 0/1 1"


def test_moves_of_the_coming_september_and_applications_of_twelve_months_are_counted(store):
    registered(store)
    moves = (
        "a | c1 | 2026-09-01 | 2025-11-01 | 2025-11-21\na | c2 | 2026-09-01 | 2025-11-01 |\nb | c3 | 2025-09-01 | 2025-06-01 | 2025-06-01"
    )
    drawn(store, "transitions", f"setting | child | starts_school_on | meeting_on | information_shared_on\n{moves}")
    assert figures(store, "a", "moves_ready") == ["setting 1/2 1", "cluster 1/2 2", "authority 1/2 2"]
    asked = "a | c1 | 2025-10-01 | agreed | 2025-10-20\na | c2 | 2025-10-01 | |\nb | c3 | 2024-11-01 | agreed | 2024-11-20"
    lines = "\n".join(line.replace(" | 202", " | inclusion_fund | 202", 1) for line in asked.splitlines())
    drawn(store, "funding", f"setting | child | fund | applied_on | decision | decided_on\n{lines}")
    assert figures(store, "a", "funding_decided") == ["setting 1/2 1", "cluster 1/2 2", "authority 1/2 2"]
