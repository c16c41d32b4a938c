"""The team’s contacts with settings and the settings’ practice audits."""

from __future__ import annotations

import pytest

from data.contracts.contacts import CONTACTS
from data.contracts.send_practice import ITEMS
from tests.drawn import answered, answers, drawn, withdrawn

DAY = "2025-11-21"
CONTACT = "contact_ref | setting | on | purpose | started_by"


# Contacts


@pytest.mark.parametrize(
    ("on", "contacted"),
    [("2025-03-31", False), ("2025-04-01", True), ("2025-11-21", True), ("2025-11-22", False)],
)
def test_a_contact_counts_from_the_first_day_of_the_term_before_to_the_day(store, on, contacted):
    drawn(store, "settings", "setting | area_senco\na | A. Mehta")
    assert answered(store, "contact_by_cluster", DAY, ["cluster"]) == answered(store, "contact_gaps", DAY, ["setting"]) == []
    drawn(store, "contacts", f"{CONTACT}\nk1 | a | {on} | funding | team")
    answers(store, "contact_by_cluster", DAY, f"settings | with_officer | contacted\n1 | 1 | {int(contacted)}")
    assert answered(store, "contact_gaps", DAY, ["setting"]) == ([] if contacted else [{"setting": "a"}])


@pytest.fixture
def contacts(store):
    """Two clusters, a setting without an officer, one that moves cluster on the day and one that closes on it."""
    register = """
        setting | cluster | provider_type      | area_senco | closed_on
        a       | Alder   | group_full_day     | A. Mehta   |
        b       | Alder   | childminder        | A. Mehta   |
        c       | Alder   | group_full_day     |            |
        d       | {d}     | group_full_day     | B. Osei    |
        e       | Birch   | group_full_day     | B. Osei    | 2025-11-21
        f       | Cherry  | group_full_day     |            |
        g       | Cherry  | childminder_agency | B. Osei    |
        """
    drawn(store, "settings", register.format(d="Alder"), accepted_at="2025-09-01")
    drawn(store, "settings", register.format(d="Birch"), accepted_at="2025-11-21")
    drawn(
        store,
        "contacts",
        f"""
        {CONTACT}
        k1 | a | 2025-09-01 | funding       | setting
        k2 | a | 2025-11-21 | funding       | team
        k3 | a | 2025-11-22 | funding       | setting
        k4 | a | 2025-08-31 | funding       | setting
        k5 | c | 2025-10-01 | safeguarding  |
        k6 | d | 2025-03-31 | funding       | team
        k7 | e | 2025-10-01 | good_practice | setting
        k8 | g | 2025-10-01 | good_practice | setting
        """,
        accepted_at="2025-11-23",
    )
    return store


def test_contact_is_a_share_of_open_settings_with_an_officer(contacts):
    answers(
        contacts,
        "contact_by_cluster",
        DAY,
        """
        cluster | settings | with_officer | contacted | contacted_share
        Alder   | 3        | 2            | 1         | 0.5
        Birch   | 1        | 1            | 0         | 0.0
        Cherry  | 1        | 0            | 0         |
        """,
    )
    answers(
        contacts, "contact_by_cluster", "2025-11-20", "cluster | with_officer | contacted\nAlder | 3 | 1\nBirch | 1 | 1\nCherry | 0 | 0"
    )
    answers(contacts, "contact_by_cluster", DAY, "cluster | settings\nAlder | 2", officers=("A. Mehta",))
    assert answered(contacts, "contact_by_cluster", DAY, ["cluster"], known_at="2025-11-22") == []


def test_contact_gaps_list_open_settings_those_never_contacted_and_then_the_longest_first(contacts):
    answers(
        contacts,
        "contact_gaps",
        DAY,
        """
        setting | name | cluster | area_senco | last_contact_on | days_since
        b       | b    | Alder   | A. Mehta   |                 |
        f       | f    | Cherry  |            |                 |
        d       | d    | Birch   | B. Osei    | 2025-03-31      | 235
        """,
    )
    answers(contacts, "contact_gaps", "2025-12-31", "setting | days_since\nb |\nf |\nd | 275")
    answers(contacts, "contact_gaps", "2026-04-01", "setting | days_since\nb |\nf |\nd | 366\nc | 182\na | 130")
    answers(contacts, "contact_gaps", DAY, "setting\nd", clusters=("Birch",))


def test_contacts_are_counted_by_purpose_in_the_term_so_far_in_the_cluster_of_the_day(contacts):
    counted = answered(contacts, "contacts_by_purpose", DAY, ["cluster", "purpose", "contacts", "started_by_setting"])
    assert [row["purpose"] for row in counted] == 3 * list(CONTACTS.by_name["purpose"].codes)
    assert [tuple(row.values()) for row in counted if row["contacts"] != "0"] == [
        ("Alder", "funding", "2", "1"),
        ("Alder", "safeguarding", "1", "0"),
    ]
    answers(
        contacts,
        "contacts_by_purpose",
        "2025-11-20",
        """
        cluster | purpose        | contacts | started_by_setting
        Birch   | identification | 0        | 0
        Birch   | assessment     | 0        | 0
        Birch   | intervention   | 0        | 0
        Birch   | funding        | 0        | 0
        Birch   | transition     | 0        | 0
        Birch   | senco_support  | 0        | 0
        Birch   | good_practice  | 1        | 1
        Birch   | safeguarding   | 0        | 0
        """,
        clusters=("Birch",),
    )


@pytest.mark.parametrize(("day", "contacts"), [("2025-08-31", "2"), ("2025-09-01", "1"), ("2025-12-31", "2"), ("2026-01-01", "0")])
def test_contacts_by_purpose_start_again_on_the_first_day_of_a_term(store, day, contacts):
    drawn(store, "settings", "setting\na")
    days = ("2025-03-31", "2025-04-01", "2025-08-31", "2025-09-01", "2025-12-31")
    rows = "\n".join(f"k{number} | a | {on} | identification | team" for number, on in enumerate(days))
    drawn(store, "contacts", f"{CONTACT}\n{rows}")
    assert answered(store, "contacts_by_purpose", day, ["contacts"])[0] == {"contacts": contacts}


def test_a_contact_put_right_counts_as_it_was_said_last(store):
    drawn(store, "settings", "setting\na\nb")
    drawn(store, "contacts", f"{CONTACT}\nk1 | a | 2025-10-01 | funding | team", accepted_at="2025-10-02")
    correction = drawn(store, "contacts", f"{CONTACT}\nk1 | b | 2025-10-01 | funding | team", accepted_at="2025-11-25T10:00:00")
    answers(store, "contact_gaps", DAY, "setting\na")
    answers(store, "contact_gaps", DAY, "setting\nb", known_at="2025-11-25T09:59:59")
    withdrawn(store, correction, "2025-11-26T10:00:00")
    answers(store, "contact_gaps", DAY, "setting\nb")


# Practice


ANSWER = "setting | item | answer | answered_on"


@pytest.fixture
def practice(store):
    """Settings that answered in two terms, one that never did, and one that closes on the day."""
    drawn(
        store,
        "settings",
        """
        setting | cluster | provider_type      | closed_on
        a       | Alder   | group_full_day     |
        b       | Alder   | childminder        |
        c       | Birch   | group_full_day     |
        d       | Birch   | group_full_day     |
        e       | Birch   | group_full_day     | 2025-11-21
        f       | Birch   | childminder_agency |
        """,
        accepted_at="2025-01-05",
    )
    drawn(
        store,
        "send_practice",
        f"""
        {ANSWER}
        a | sen_arrangements | no  | 2025-02-01
        a | record_keeping   | yes | 2025-02-02
        b | sen_arrangements | yes | 2025-02-01
        """,
        accepted_at="2025-03-01",
    )
    drawn(
        store,
        "send_practice",
        f"""
        {ANSWER}
        a | sen_arrangements | yes            | 2025-11-21
        a | knows_funding    | no             | 2025-11-20
        a | record_keeping   | no             | 2025-11-22
        b | sen_arrangements | partly         | 2025-01-31
        b | record_keeping   | not_applicable | 2025-10-01
        c | sen_arrangements | not_known      | 2025-10-01
        c | record_keeping   | partly         | 2025-10-02
        e | sen_arrangements | no             | 2025-10-01
        f | sen_arrangements | no             | 2025-10-01
        """,
        accepted_at="2025-11-23",
    )
    return store


def test_practice_items_count_the_latest_answers_and_never_partly_as_yes(practice):
    counted = answered(
        practice, "practice_items", DAY, ["item", "settings", "yes", "partly", "no", "not_applicable", "not_known", "yes_share"]
    )
    assert [row["item"] for row in counted] == list(ITEMS)
    by_item = {row["item"]: list(row.values())[1:] for row in counted}
    assert by_item["sen_arrangements"] == ["4", "2", "0", "0", "0", "2", "1.0"]
    assert by_item["record_keeping"] == ["4", "1", "1", "0", "1", "1", "0.5"]
    assert by_item["knows_funding"] == ["4", "0", "0", "1", "0", "3", "0.0"]
    assert by_item["sendiass_signposted"] == ["4", "0", "0", "0", "0", "4", None]


def test_practice_by_setting_counts_items_and_blanks_a_setting_that_never_answered(practice):
    answers(
        practice,
        "practice_by_setting",
        DAY,
        """
        setting | name | cluster | yes | partly | no | not_applicable | not_known | oldest_answer_on
        a       | a    | Alder   | 2   | 0      | 1  | 0              | 18        | 2025-02-02
        c       | c    | Birch   | 0   | 1      | 0  | 0              | 20        | 2025-10-01
        b       | b    | Alder   | 1   | 0      | 0  | 1              | 19        | 2025-02-01
        d       | d    | Birch   |     |        |    |                | 21        |
        """,
    )
    answers(practice, "practice_by_setting", "2025-11-22", "setting | yes | no\na | 1 | 2\nb | 1 | 0", clusters=("Alder",))
    answers(
        practice,
        "practice_by_setting",
        "2025-11-20",
        "setting | no | not_known\na | 2 | 18\ne | 1 | 20",
        provider_types=("group_full_day",),
        scope=("a", "e"),
    )


def test_an_answer_told_in_a_later_term_says_nothing_about_an_earlier_day(practice):
    answers(practice, "practice_by_setting", "2025-08-31", "setting | yes | no\na | 1 | 1\nb | 1 | 0", clusters=("Alder",))
    answers(practice, "practice_by_setting", DAY, "setting | yes | no\na | 1 | 1\nb | 1 | 0", clusters=("Alder",), known_at="2025-11-22")
    assert answered(practice, "practice_items", DAY, ["item"], known_at="2025-02-28") == []
    assert answered(practice, "practice_by_setting", DAY, ["setting"], known_at="2025-02-28") == []
    assert answered(practice, "practice_items", DAY, ["item"], clusters=("Nowhere",)) == []


def test_an_audit_of_the_same_term_replaces_the_earlier_one_whole(practice):
    drawn(practice, "send_practice", f"{ANSWER}\na | knows_funding | yes | 2025-10-01", accepted_at="2025-11-25")
    answers(practice, "practice_by_setting", DAY, "setting | yes | no | oldest_answer_on\na | 2 | 1 | 2025-02-01", scope=("a",))
    answers(practice, "practice_items", DAY, "settings\n" + "\n".join(["1"] * len(ITEMS)), scope=("a",))


# What lies behind the figures


def test_an_answer_behind_an_item_is_the_latest_and_a_silent_setting_is_not_known(store):
    drawn(store, "settings", "setting | name | cluster\na | Acorn | Alder\nb | Bay | Birch")
    assert answered(store, "practice_answers", DAY, ["setting"]) == []
    drawn(
        store,
        "send_practice",
        """
        setting | item             | answer | answered_on
        a       | sen_arrangements | no     | 2025-09-10
        a       | sen_arrangements | yes    | 2025-11-21
        a       | record_keeping   | partly | 2025-11-22
        """,
    )
    answers(
        store,
        "practice_answers",
        DAY,
        """
        setting | name  | cluster | item                 | practice_answer | answered_on
        a       | Acorn | Alder   | sen_arrangements     | yes             | 2025-11-21
        b       | Bay   | Birch   | sen_arrangements     | not_known       |
        a       | Acorn | Alder   | send_policy_reviewed | not_known       |
        """
        + "\n".join(
            f"{setting} | {name} | {cluster} | {item} | not_known |"
            for item in ITEMS
            for setting, name, cluster in (("a", "Acorn", "Alder"), ("b", "Bay", "Birch"))
            if item not in ("sen_arrangements",) and (setting, item) != ("a", "send_policy_reviewed")
        ),
    )
    assert len(answered(store, "practice_answers", DAY, ["item"], clusters=("Birch",))) == len(ITEMS)


def test_the_contacts_behind_the_purposes_are_those_of_the_term_with_open_settings(store):
    drawn(store, "settings", "setting | name | cluster | closed_on\na | Acorn | Alder |\nb | Bay | Birch | 2025-11-21")
    drawn(
        store,
        "contacts",
        """
        contact_ref | setting | officer  | on         | kind  | purpose    | started_by
        k1          | a       | A. Mehta | 2025-08-31 | visit | funding    | team
        k2          | a       | A. Mehta | 2025-09-01 | visit | funding    | team
        k3          | a       | B. Osei  | 2025-11-21 | call  | transition |
        k4          | a       | A. Mehta | 2025-11-22 | visit | funding    | team
        k5          | b       | A. Mehta | 2025-11-01 | visit | funding    | setting
        """,
        accepted_at="2025-09-01T09:00:00",
    )
    answers(
        store,
        "contacts_of_term",
        DAY,
        """
        contact_ref | setting | name  | cluster | officer  | contacted_on | contact_kind | purpose    | started_by
        k3          | a       | Acorn | Alder   | B. Osei  | 2025-11-21   | call         | transition | not_known
        k2          | a       | Acorn | Alder   | A. Mehta | 2025-09-01   | visit        | funding    | team
        """,
    )
    answers(store, "contacts_of_term", "2025-11-20", "contact_ref\nk5\nk2")
    assert answered(store, "contacts_of_term", DAY, ["contact_ref"], clusters=("Birch",)) == []


# What was agreed

AGREED = """
    contact_ref | setting | officer  | on         | kind  | purpose | action        | action_due_on | action_done_on
    k1          | a       | A. Mehta | 2025-10-01 | visit | funding | send the plan | 2025-11-20    |
    k2          | a       | A. Mehta | 2025-10-01 | visit | funding | book a course | 2025-11-21    |
    k3          | b       | B. Osei  | 2025-10-01 | call  | funding | call again    |               |
    k4          | b       | B. Osei  | 2025-10-01 | call  | funding |               | 2025-11-01    |
    k5          | b       | B. Osei  | 2025-10-01 | call  | funding | done in time  | 2025-11-01    | 2025-11-21
    k6          | a       | A. Mehta | 2025-11-22 | visit | funding | not agreed yet | 2025-11-23   |
    k7          | gone    | A. Mehta | 2025-10-01 | visit | funding | hand over     | 2025-11-19    |
"""


@pytest.fixture
def agreed(store):
    drawn(
        store,
        "settings",
        "setting | cluster | area_senco | closed_on\na | Alder | A. Mehta |\nb | Birch | B. Osei |\ngone | Birch | | 2025-11-01",
    )
    drawn(store, "contacts", AGREED, accepted_at="2025-10-02")
    return store


def test_an_action_is_open_until_the_day_it_was_done_and_late_from_the_day_after_it_was_due(agreed):
    answers(
        agreed,
        "open_actions",
        DAY,
        """
        contact_ref | setting | officer  | owner    | contacted_on | action        | action_state | due_on     | days_overdue | prompted_by
        k7          | gone    | A. Mehta | A. Mehta | 2025-10-01   | hand over     | overdue      | 2025-11-19 | 2            |
        k1          | a       | A. Mehta | A. Mehta | 2025-10-01   | send the plan | overdue      | 2025-11-20 | 1            |
        k2          | a       | A. Mehta | A. Mehta | 2025-10-01   | book a course | to_do        | 2025-11-21 |              |
        k3          | b       | B. Osei  | B. Osei  | 2025-10-01   | call again    | no_date      |            |              |
        """,
    )
    answers(agreed, "open_actions", "2025-11-20", "contact_ref\nk5\nk7\nk1\nk2\nk3")
    answers(agreed, "open_actions", DAY, "contact_ref\nk3", officers=("B. Osei",))
    answers(agreed, "open_actions", DAY, "contact_ref\nk1\nk2", settings=("a",))
    answers(agreed, "open_actions", DAY, "contact_ref\nk1\nk2", scope=("a",))
    assert answered(agreed, "open_actions", DAY, ["action"], known_at="2025-10-01") == []


def test_an_action_closed_by_a_file_is_done_and_does_not_say_what_changed(agreed):
    answers(
        agreed,
        "closed_actions",
        DAY,
        """
        contact_ref | action       | due_on     | done_on    | change    | what_changed
        k5          | done in time | 2025-11-01 | 2025-11-21 | not_known |
        """,
    )
    assert answered(agreed, "closed_actions", "2025-11-20", ["contact_ref"]) == []
    answers(agreed, "closed_actions", "2026-03-31", "contact_ref\nk5")
    assert answered(agreed, "closed_actions", "2026-04-01", ["contact_ref"]) == []
    drawn(agreed, "contacts", AGREED.replace("2025-11-21\n", "\n"), accepted_at="2025-11-25")
    assert answered(agreed, "closed_actions", DAY, ["contact_ref"]) == []
