"""Log a visit, a call or a drop-in with a setting: a short form that keeps it as a return of one row."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from analytics import follow_up
from analytics.charts.style import markdown, plain
from data import contact_log
from data.contact_log import Contact, Prompt
from data.contracts.contacts import CONTACTS
from data.errors import ToolError
from pages import shared
from pages.words import WORDS

KINDS = ("visit", "call", "drop_in", "email", "duty_line", "triage", "training")
ME = "officer-name"
FORM = "contact-form"
OPEN = "setting-form"  # which form of One setting is open, and for which setting
_DUE_AFTER = timedelta(days=14)


def form(setting: str, reason: Prompt | None = None) -> None:
    """The form for one setting; `reason` is what prompts it, with its figure on a day. `said` shows what became of it."""
    if shared.remembered(f"{FORM}-for") != setting:
        shared.remember(f"{FORM}-for", setting)
        _anew()
    turn = shared.renewed(FORM)
    with st.form(turn, border=False):
        first = st.columns([3, 2, 2, 3], gap="small")
        officers, me = officers_named(), likely_officer(setting)
        first[0].selectbox("Officer", officers, index=officers.index(me) if me in officers else None, key=f"{turn}-officer",
                           accept_new_options=True, placeholder="Who was it?")  # fmt: skip
        first[1].date_input("On", value=shared.today(), max_value=shared.today(), format="DD/MM/YYYY", key=f"{turn}-on")
        first[2].selectbox("How", KINDS, format_func=WORDS["contact_kind"].get, key=f"{turn}-kind")
        purposes = list(WORDS["purpose"])
        first[3].selectbox(
            "About", purposes, index=purposes.index("senco_support"), format_func=WORDS["purpose"].get, key=f"{turn}-purpose"
        )
        second = st.columns([5, 2, 3], gap="small")
        second[0].text_input(
            "Action agreed", key=f"{turn}-action", max_chars=500, placeholder="Leave blank if none; no names of children or parents"
        )
        second[1].date_input("Due", value=shared.today() + _DUE_AFTER, format="DD/MM/YYYY", key=f"{turn}-due")
        second[2].selectbox("Whose action", officers, index=None, key=f"{turn}-owner", accept_new_options=True, placeholder="The officer’s")
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            started = dict(CONTACTS.by_name["started_by"].codes)
            st.radio("Started by", list(started), format_func=started.get, key=f"{turn}-started", horizontal=True)
            prompts = {} if reason else follow_up.prompts_of(shared.ask("support_reasons", shared.everything()), setting)
            if prompts:
                words = {code: follow_up.prompt_said(rule) for code, rule in prompts.items()}
                likeliest = next((at for at, rule in enumerate(prompts.values()) if rule["state"] == "fires"), None)
                st.selectbox(
                    "Prompted by", list(words), index=likeliest, format_func=words.get, key=f"{turn}-prompt", placeholder="Nothing",
                    width=300,
                )  # fmt: skip
            st.form_submit_button("Log it", type="primary", icon=":material/check:", on_click=_save, args=(setting, reason))


def said() -> None:
    """What became of the contact that was logged last, once."""
    if told := shared.forget("contact-said"):
        (st.success if told[0] else st.warning)(markdown(told[1]))


def box() -> None:
    """The form for a setting that is chosen here, folded away until it is wanted."""
    names = shared.setting_names()
    with st.expander("Log a visit, a call or a drop-in", icon=":material/add:", key="log-contact"):
        setting = st.selectbox(
            "Setting",
            list(names),
            index=None,
            format_func=lambda one: plain(names[one]),
            key="contact-setting",
            placeholder="Which setting?",
        )
        if setting:
            form(setting)


def _save(setting: str, reason: Prompt | None) -> None:
    turn = shared.renewed(FORM)
    officer, on, kind, purpose, action, due, owner, started = (
        shared.typed(f"{turn}-{name}") for name in ("officer", "on", "kind", "purpose", "action", "due", "owner", "started")
    )
    reference = shared.remembered(f"{FORM}-reference")
    contact = Contact(
        setting, officer, on or shared.today(), kind, purpose, started or None, action or None, (due or None) if action else None
    )
    reason = reason or _prompted(setting, shared.typed(f"{turn}-prompt"))
    if doubted(FORM, "Action agreed", action):
        return
    try:
        contact_log.log(shared.store(), reference, contact, by=officer or shared.WHO, owner=owner or None, prompt=reason)
    except ToolError as refused:
        shared.remember("contact-said", (False, f"{refused.title}. {refused.message}"))
        return
    shared.remember(ME, officer)
    name = plain(shared.setting_names().get(setting, setting))
    shared.remember("contact-said", (True, f"Logged: {WORDS['contact_kind'][kind]}, {name}." + (" Its action is open." if action else "")))
    shared.forget(OPEN)
    _anew()


def doubted(form: str, label: str, text: str) -> bool:
    """Whether a sentence may hold a name and was not confirmed yet; a person presses once more to keep it as it is."""
    doubts = [issue.message for issue in contact_log.doubts(shared.store(), label, text) if issue.severity == "warns"]
    if not doubts or shared.remembered("doubted") == (form, text):
        return False
    shared.remember("doubted", (form, text))
    shared.remember("contact-said", (False, f"Not saved yet. {' '.join(doubts)} Press the button again to keep it as it is."))
    return True


def _prompted(setting: str, rule: str) -> Prompt | None:
    """The rule that was chosen with its figure of today."""
    found = follow_up.prompts_of(shared.ask("support_reasons", shared.everything()), setting).get(rule) if rule else None
    if found is None:
        return None
    figure = None if pd.isna(found["figure"]) else float(found["figure"])
    return Prompt(rule, shared.today(), figure, follow_up.prompt_said(found))


def _anew() -> None:
    """An empty form, which logs another contact."""
    shared.renew(FORM)
    shared.forget("doubted")
    shared.remember(f"{FORM}-reference", contact_log.new_reference())


def officers_named() -> list[str]:
    """Everybody of the team the register or an open action names, and who typed last."""
    register, actions = (shared.ask(question, shared.everything()) for question in ("register", "open_actions"))
    names = pd.concat([register["area_senco"], actions["officer"], actions["owner"]]).dropna()
    return sorted({*names, *filter(None, [shared.remembered(ME)])})


def likely_officer(setting: str) -> str | None:
    """Who typed last in this session, else the officer of the setting."""
    register = shared.ask("register", shared.everything())
    return shared.remembered(ME) or next(iter(register.loc[register["setting"] == setting, "area_senco"].dropna()), None)
