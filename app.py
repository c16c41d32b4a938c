"""The dashboard's pages and their order. Each page is a function, so nothing can be asked for around this file."""

from pathlib import Path

import streamlit as st

from pages import (
    administering,
    cluster_meeting,
    clusters_and_training,
    definitions,
    meeting_choice,
    moves_to_school,
    one_setting,
    referral_pathways,
    returns_received,
    reviews,
    senco_coverage,
    settings_needing_support,
    shared,
    this_term,
    upload_returns,
)

STATIC = Path(__file__).parent / "static"

# The parts of a date field are smaller than a finger, and a table’s own CSV download writes what a spreadsheet would run; the
# page’s downloads do not. Nothing else is styled here.
STYLE = """<style>
[data-testid=stDateInput] [role=spinbutton] { min-width: 24px; line-height: 24px; text-align: center; }
[data-testid=stElementToolbar] button[aria-label^="Download as CSV"] { display: none; }
</style>"""

# address, name, icon, what draws it
PAGES = (
    ("this-term", "This term", "home", this_term.show),
    ("senco-coverage", "SENCO coverage", "diversity_3", senco_coverage.show),
    ("overdue-reviews", "Overdue reviews", "event_busy", reviews.show),
    ("referral-pathways", "Referral pathways", "route", referral_pathways.show),
    ("clusters-and-training", "Clusters and training", "groups", clusters_and_training.show),
    ("settings-needing-support", "Settings needing support", "volunteer_activism", settings_needing_support.show),
    ("one-setting", "One setting", "cottage", one_setting.show),
    ("transitions", "Transitions", "backpack", moves_to_school.show),
    ("cluster-meeting", "Cluster meeting", "co_present", cluster_meeting.show),
    ("upload-returns", "Upload returns", "upload_file", upload_returns.show),
    ("returns-received", "Returns received", "inbox", returns_received.show),
    ("guide", "Definitions", "menu_book", definitions.show),
    ("administration", "Administration", "settings", administering.show),
)


def main() -> None:
    sidebar = "collapsed" if meeting_choice.is_shown() else 268
    st.set_page_config(page_title="Area SENCO", page_icon=str(STATIC / "favicon.png"), layout="wide", initial_sidebar_state=sidebar)
    logo = "logo-dark.svg" if shared.dark() else "logo-light.svg"
    st.logo(str(STATIC / logo), size="large", icon_image=str(STATIC / "mark.svg"))
    pages = {
        address: st.Page(draw, title=title, icon=f":material/{icon}:", url_path=address, default=address == "this-term")
        for address, title, icon, draw in PAGES
    }
    chosen = st.navigation(list(pages.values()), expanded=True)
    shared.remember_pages(pages, chosen)
    with st.sidebar:
        st.caption("One person on this computer, working as analyst.")
    st.html(STYLE)
    chosen.run()


main()
