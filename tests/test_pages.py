"""Every page on an empty store, the sample and a store with one setting: it renders, and says what it should."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from screens import ONE_SETTING, PAGES, switched, title, written
from sent import given, sent
from streamlit.testing.v1 import AppTest

from data import uploads
from data.contracts import CONTRACTS
from data.terms import Term, local_day, now
from pages import shared

every_page = pytest.mark.parametrize("address", PAGES)


def test_the_pages_tested_are_the_pages_there_are(opened: Callable[..., AppTest]) -> None:
    assert list(opened().session_state["pages"]) == list(PAGES)


@every_page
def test_a_page_of_an_empty_store_says_what_is_missing_and_shows_no_nought(address: str, opened: Callable[..., AppTest]) -> None:
    app = opened(address)
    expected = {
        "this-term": "Nothing is loaded yet. There are three ways to begin.",
        "upload-returns": "Begin with the register of settings.",
        "guide": "What every figure means, and how to fill in each return.",
    }
    assert title(app).replace("\\", "") == expected.get(address, "No register of settings is loaded yet.")
    assert not app.metric


@every_page
def test_a_page_of_the_sample_answers_in_one_sentence_or_two(address: str, opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened(address, sample)
    assert len(title(app)) < 220
    assert "loaded yet" not in title(app)
    if address not in ("cluster-meeting", "upload-returns", "guide", "administration"):  # without the filters
        assert [box.value for box in app.selectbox[:3]] == ["", "", ""]
    if address in PAGES[1:5]:
        assert len(app.dataframe[0].value) > 0
        assert app.get("plotly_chart")


@every_page
def test_a_page_of_a_store_with_one_setting_has_no_noughts_for_what_was_never_loaded(
    address: str, opened: Callable[..., AppTest], one_setting: Path
) -> None:
    app = opened(address, one_setting)
    said = title(app).replace("\\", "")
    if address in PAGES[2:5]:
        assert said.endswith("are loaded yet.")
    if address == "senco-coverage":
        assert "not known" in said
        assert list(app.dataframe[0].value["cover"]) == ["not known"]
    if address == "this-term":
        assert [card.value for card in app.metric][:1] == ["not loaded"]
    if address == "returns-received":
        assert "No return is owed" in said
        assert not app.table


@every_page
def test_a_name_from_a_file_is_never_markdown(address: str, opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened(address, one_setting)
    assert "](http" not in written(app)
    assert "<b>" not in written(app)


def test_this_term_has_five_cards_tasks_with_links_and_what_changed(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("this-term", sample)
    assert [card.label.split(":")[0].split(",")[0] for card in app.metric] == [
        "SEN but no SENCO",
        "Covered",
        "Late reviews",
        "Over 18 weeks",
        "Returns",
    ]
    assert [each.value for each in app.subheader] == ["Do first", "Actions", "Since last term", "Coming up"]
    assert [link.label.split()[-2:] for link in app.page_link if link.page != "guide"][:5] == [["told", "us"]] * 4 + [["sent", "all"]]


def test_six_terms_have_a_panel_a_figure_a_panel_a_cluster_and_their_tables(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("this-term", sample, **{"this-term": "terms"})
    clusters = set(shared.ask("register", shared.everything())["cluster"])
    assert len(app.get("plotly_chart")) == 5 + len(clusters)
    assert app.subheader[-1].value == "By cluster"
    app.radio(key="trend-of").set_value("overdue").run()
    assert not app.exception
    assert app.query_params["trend-of"] == "overdue"
    assert "children with SEN" in app.get("plotly_chart")[-1].proto.alt


def test_six_terms_as_they_were_known_then_know_nothing_of_what_came_later(opened: Callable[..., AppTest], one_setting: Path) -> None:
    opened("this-term", one_setting)
    today, posts = local_day(now()), "setting_urn | senco_ref | role | started_on\n EY100001 | NIL | |"
    given(shared.store(), posts, at=f"{today:%Y-%m-%d}T00:00:01", term=Term.of(today).before.name)
    said = {}
    for known in ("now", "then"):
        app = opened("this-term", one_setting, **{"this-term": "terms", "trend-known": known})
        (said[known],) = [chart.proto.alt for chart in app.get("plotly_chart") if chart.proto.alt.startswith("Returns received of")][:1]
    assert f"{Term.of(today).before.label}: 1 of 3 returns owed" in said["now"]
    assert f"{Term.of(today).before.label}: not known" in said["then"]


def test_six_terms_of_a_store_with_one_setting_draw_no_nought(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened("this-term", one_setting, **{"this-term": "terms"})
    assert not app.exception
    assert all("not known" in chart.proto.alt and ": 0" not in chart.proto.alt for chart in app.get("plotly_chart"))


@pytest.mark.parametrize("address", PAGES[:5])
def test_a_cluster_chosen_in_the_url_narrows_the_page(address: str, opened: Callable[..., AppTest], sample: Path) -> None:
    said = title(opened(address, sample))
    one = opened(address, sample, cluster="Damson")
    assert one.selectbox(key="cluster").value == "Damson"
    assert title(one) != said


def test_an_unknown_value_in_the_url_is_left_out_calmly(opened: Callable[..., AppTest], sample: Path) -> None:
    plain = title(opened("senco-coverage", sample))
    app = opened("senco-coverage", sample, cluster="Nowhere", provider_type="castle", officer="Nobody", as_of="2026-02-31", known_at="soon")
    assert title(app) == plain
    assert [box.value for box in app.selectbox[:3]] == ["", "", ""]


def test_filters_survive_a_page_switch(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("senco-coverage", sample, cluster="Damson")
    app = switched(app, "upload-returns")
    app = switched(app, "overdue-reviews")
    assert app.selectbox(key="cluster").value == "Damson"
    assert app.query_params["cluster"] == "Damson"


def test_a_filter_taken_back_stays_away_after_a_page_switch(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("senco-coverage", sample, cluster="Damson")
    app.selectbox(key="cluster").select("").run()
    app = switched(app, "overdue-reviews")
    assert app.selectbox(key="cluster").value == ""
    assert "Damson" not in title(app).split(".")[0]


def test_a_view_stands_in_the_url_so_that_a_reload_and_a_link_show_it(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("returns-received", sample)
    assert "received" not in app.query_params
    app.radio(key="received").set_value("chase").run()
    assert app.query_params["received"] == "chase"
    reloaded = opened("returns-received", sample, received="chase")
    assert reloaded.radio(key="received").value == "chase"
    assert reloaded.query_params["received"] == "chase"
    reloaded.radio(key="received").set_value("returns").run()
    assert "received" not in reloaded.query_params


def test_a_view_is_kept_through_a_page_switch_and_yields_to_a_link(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("returns-received", sample, received="chase")
    app = switched(app, "senco-coverage")
    app.query_params.clear()
    app = switched(app, "returns-received")
    assert app.radio(key="received").value == "chase"
    assert app.query_params["received"] == "chase"
    app = switched(app, "senco-coverage")
    app.query_params["received"] = "quality"
    assert switched(app, "returns-received").radio(key="received").value == "quality"


def test_the_url_of_before_shows_the_view_of_before(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("returns-received", sample, received="chase")
    app.query_params.clear()
    assert app.run().radio(key="received").value == "returns"


def test_an_unknown_view_in_the_url_is_left_out_calmly(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("returns-received", sample, received="castle")
    assert app.radio(key="received").value == "returns"
    assert "received" not in app.query_params


def test_an_earlier_moment_of_knowledge_in_the_url_is_used_and_said(opened: Callable[..., AppTest], sample: Path) -> None:
    before = Term.of(local_day(now())).before.starts_on
    app = opened("senco-coverage", sample, known_at=before.isoformat())
    assert any("As it was known on" in each.value for each in app.caption)
    (way_back,) = [button for button in app.button if button.label == "Use what is known now"]
    way_back.click().run()
    assert not any("As it was known on" in each.value for each in app.caption)


def test_the_same_question_is_answered_from_the_cache_until_something_is_accepted(
    opened: Callable[..., AppTest], one_setting: Path
) -> None:
    opened("senco-coverage", one_setting)
    assert list(shared.ask("senco_coverage", shared.everything())["cover"]) == ["not_known"]
    store = shared.store()
    sent_in = given(store, "setting_urn | senco_ref | role | started_on\n EY100001 | NIL | |", at=f"{local_day(now()):%Y-%m-%d}T00:00:01")
    assert sent_in.outcome == "accepted", sent_in.checked.issues
    assert list(shared.ask("senco_coverage", shared.everything())["cover"]) == ["vacant"]


def test_a_file_is_kept_before_it_is_looked_at_and_accepted_with_one_click(opened: Callable[..., AppTest], tmp_path: Path) -> None:
    app = opened("upload-returns")
    app.file_uploader[0].set_value([("register.csv", sent(ONE_SETTING), "text/csv")]).run()
    assert title(app).replace("\\", "") == "Your file is ready."
    again = opened("upload-returns", tmp_path / "empty.duckdb")
    (accept,) = [button for button in again.button if button.label == "Accept"]
    accept.click().run()
    assert any("register\\.csv is in\\: " in each.value.replace("\u2060", "") for each in again.markdown)
    assert not uploads.waiting(shared.store())
    assert len(shared.ask("register", shared.everything())) == 1


def test_every_return_has_its_templates_and_guide_on_the_upload_page(opened: Callable[..., AppTest]) -> None:
    app = opened("upload-returns")
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Excel", "CSV", "Guide"] * len(CONTRACTS)


@pytest.mark.parametrize("address", ["upload-returns", "guide"])
def test_the_optional_returns_stand_under_a_heading_of_their_own_after_the_others(address: str, opened: Callable[..., AppTest]) -> None:
    app = opened(address)
    if address == "guide":
        app.radio(key="guide").set_value("returns").run()
    texts = [each.value for each in app.markdown] + [each.label for each in app.expander]
    titles = [contract.title for contract in CONTRACTS.values()]
    found = [text for text in texts if text.startswith("**") and text.strip("*").startswith(("Optional returns", *titles))]
    places = [
        next(at for at, text in enumerate(found) if text.startswith(f"**{title}")) for title in ("Training attendance", "SEND practice")
    ]
    assert any(text.startswith("**Optional returns**") for text in texts)
    assert places[0] < places[1]
    assert len([text for text in found if not text.startswith("**Optional")]) == len(CONTRACTS)


def test_an_optional_return_is_accepted_with_one_click_and_points_to_no_page(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened("upload-returns", one_setting)
    table = "setting_urn | item | answer | answered_on\nEY100001 | record_keeping | partly | 02/09/2024"
    app.file_uploader[0].set_value([("practice.csv", sent(table), "text/csv")]).run()
    (accept,) = [button for button in app.button if button.label == "Accept"]
    accept.click().run()
    assert any("practice\\.csv is in\\: 1 row" in each.value.replace("\u2060", "") for each in app.markdown)
    assert not [link for link in app.page_link if link.label == "See the figures"]


def test_the_grid_of_returns_has_a_row_a_setting_and_adds_up_to_the_answer(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("returns-received", sample)
    said = title(app)
    grid = app.dataframe[0].value
    cells = grid[["senco_posts", "sen_reviews", "referrals"]].stack()
    owed, out = int((cells != "– not owed").sum()), int(cells.isin(["◇ to come", "✕ missing"]).sum())
    assert said.startswith(f"{owed - out} of {owed} returns for {Term.of(local_day(now())).label} are in")
    assert grid.iloc[0]["senco_posts"] in ("◇ to come", "✕ missing")


def test_an_earlier_term_is_chosen_beside_the_filters_and_its_gaps_are_missing(opened: Callable[..., AppTest], sample: Path) -> None:
    app = opened("returns-received", sample)
    before = Term.of(local_day(now())).before
    app.selectbox(key="term").select(before.name).run()
    assert f"returns for {before.label} are in" in title(app)
    assert "✕ missing" in set(app.dataframe[0].value["senco_posts"])
    app.date_input(key="as_of").set_value(before.before.ends_on).run()
    assert f"returns for {before.before.label} are in" in title(app)


def test_a_file_of_a_setting_is_withdrawn_with_a_sentence_and_can_be_refused(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened("returns-received", one_setting)
    day = f"{local_day(now()):%Y-%m-%d}T00:00:01"
    posts = given(shared.store(), "setting_urn | senco_ref | role | started_on\n EY100001 | NIL | |", at=day, name="<b>posts.csv")
    app.run()
    assert title(app).startswith("1 of 3 returns")
    app.radio(key="received").set_value("files").run()
    app.selectbox(key="history-of").select("ofsted:EY100001").run()
    assert "SENCO posts" in written(app)
    assert "](http" not in written(app)
    assert "<b>" not in written(app)
    app.button(key=f"withdraw-{posts.id}").click().run()
    assert "is withdrawn" in app.info[0].value
    assert "Withdrawn" in written(app)
    assert title(app).startswith("No return is owed")
    assert not [button for button in app.button if button.label == "Yes, withdraw it"]


def test_a_register_that_returns_need_is_kept_and_the_page_says_why(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened("returns-received", one_setting)
    day = f"{local_day(now()):%Y-%m-%d}T00:00:01"
    given(shared.store(), "setting_urn | senco_ref | role | started_on\n EY100001 | NIL | |", at=day)
    app.run()
    app.radio(key="received").set_value("files").run()
    app.button(key="withdraw-1").click().run()
    assert "cannot be withdrawn" in app.info[0].value
    assert title(app).startswith("1 of 3 returns")


def test_a_held_row_is_said_in_words_and_put_aside_only_with_a_reason(opened: Callable[..., AppTest], one_setting: Path) -> None:
    app = opened("returns-received", one_setting)
    posts = "setting_urn | senco_ref | role | started_on\n EY100001 | S1 | senco | 31/02/2025\n EY100001 | S2 | senco | 01/09/2024"
    given(shared.store(), posts, at=f"{local_day(now()):%Y-%m-%d}T00:00:01", name="<b>posts.csv", good_rows_only=True)
    app.run()
    app.radio(key="received").set_value("held").run()
    assert "1 row waits to be put right" in [each.value for each in app.subheader]
    assert "There is no such day as 31/02/2025" in written(app).replace("\\", "")
    app.button(key="dismiss-2-2").click().run()
    assert "Write why this row is not needed" in app.info[0].value.replace("\\", "")
    app.text_input(key="reason-2-2").input("She has ![left](http://evil.example)").run()
    app.button(key="dismiss-2-2").click().run()
    assert "is put aside" in app.info[0].value
    assert "No row waits" in [each.value for each in app.subheader]
    assert "](http" not in written(app)
    assert [each.label for each in app.expander if "reason" in each.label] == ["Put aside with a reason: 1"]
