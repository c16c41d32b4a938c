"""Contact: are settings in touch with their Area SENCO, what about, and who starts it?"""

import pandas as pd
import streamlit as st

from analytics.charts import contacts as drawn
from analytics.charts import shares
from analytics.charts.style import markdown, plain
from analytics.queries import Inputs
from pages import shared
from pages.parts import figures_as_tables, finding, listing, picture

QUESTIONS = ("contact_by_cluster", "contact_gaps", "contacts_by_purpose", "service_clocks")
GAPS = ("name", "cluster", "area_senco", "last_contact_on", "days_since", "next_step")
CONTACTS = ("contacted_on", "name", "cluster", "purpose", "contact_kind", "started_by", "officer")


def show(inputs: Inputs) -> None:
    touch, purposes = shared.ask("contact_by_cluster", inputs), shared.ask("contacts_by_purpose", inputs)
    left, right = st.columns(2, gap="medium")
    with left:
        finding(drawn.touch_finding(touch), "Settings with an Area SENCO and a contact in the last two terms.")
        gaps = picture(drawn.touch(touch, dark=shared.dark()), alt=drawn.touch_alt(touch), name="contact-clusters")
        picture(shares.key(drawn.TOUCH_KEY, dark=shared.dark()), alt="What each colour means", name="contact-key", selectable=False)
    with right:
        finding(drawn.purposes_finding(purposes), drawn.purposes_line(purposes))
        about = picture(drawn.purposes(purposes, dark=shared.dark()), alt=drawn.purposes_alt(purposes), name="contact-purposes")
        key = shares.key(drawn.PURPOSE_KEY, across=2, dark=shared.dark())
        picture(key, alt="What each colour means", name="contact-purpose-key", selectable=False)
    st.markdown(markdown(drawn.triage_said(shared.ask("service_clocks", inputs))))
    if about:
        _contacts(about, inputs)
    else:
        _gaps([cluster for cluster, _ in gaps], inputs)
    tables = {"In touch by cluster": ("contact_by_cluster", touch), "Contacts by purpose": ("contacts_by_purpose", purposes)}
    figures_as_tables(tables, inputs)


def _contacts(about: list[list], inputs: Inputs) -> None:
    """The contacts behind the parts of the purposes that were clicked."""
    contacts = shared.ask("contacts_of_term", inputs)
    chosen = pd.Series(False, index=contacts.index)
    for purpose, by_setting in about:
        chosen |= (contacts["purpose"] == purpose) & ((contacts["started_by"] == "setting") == by_setting)
    said = ", ".join(dict.fromkeys(drawn.PURPOSES[purpose] for purpose, _ in about))
    pictures = ("contact-clusters", "contact-purposes")
    listing(f"{said}: {int(chosen.sum())}", contacts[chosen], CONTACTS, inputs=inputs, name="contacts_of_term", narrowed=pictures)


def _gaps(clusters: list[str], inputs: Inputs) -> None:
    """Settings without a contact for two terms, of all clusters or those clicked."""
    gaps = shared.ask("contact_gaps", inputs)
    shown = gaps[gaps["cluster"].isin(clusters)] if clusters else gaps
    shown = shown.assign(next_step=["Call" if isinstance(officer, str) else "Give it an officer" for officer in shown["area_senco"]])
    where = f" in {', '.join(dict.fromkeys(plain(cluster) for cluster in clusters))}" if clusters else ""
    narrowed = ("contact-clusters",) if clusters else ()
    title, empty = f"No contact for two terms{where}: {len(shown)}", "Every setting was in touch in the last two terms."
    listing(title, shown, GAPS, inputs=inputs, name="contact_gaps", narrowed=narrowed, empty=empty)
