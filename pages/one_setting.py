"""One setting: everything that is known of it on one page, for whoever is about to call or visit."""

import streamlit as st

from analytics.charts import one_setting as drawn
from analytics.charts.style import counted, markdown
from analytics.one_setting import lanes, told_of
from analytics.queries import Inputs
from analytics.sentences import one_setting as said
from pages import set_rating, setting_actions, setting_choice, setting_header, setting_rating, setting_rows, shared
from pages.parts import explain, finding, heading, known_then, listing, nothing_to_show, picture

NAME = "One setting"
QUESTIONS = ("settings_needing_support", "rating_overrides", "senco_coverage", "figures_beside", "spells_of_setting", "returns_of_setting")
CHOOSE = ("name", "cluster", "rating", "reasons")


def show() -> None:
    if nothing_to_show(NAME):
        return
    top = st.container()
    inputs, row = shared.filters()
    known_then(inputs)
    register = shared.ask("register", inputs).sort_values(["name", "setting"])
    names = setting_choice.labels(register)
    everything = list(shared.ask("register", Inputs(inputs.as_of, inputs.known_at))["setting"])
    choice = st.container(horizontal=True, vertical_alignment="center", gap="small")
    with choice:
        setting = setting_choice.chosen_setting(names, everything)
    explain(row, *QUESTIONS)
    with top:
        if setting is None:
            heading(NAME, _invitation(len(names)))
        elif setting not in everything:
            heading(NAME, f"No setting on the register of this day has the number “{setting}”.")
    if setting in everything:
        with choice:
            setting_choice.before_and_after(setting, names)
        _one(setting, inputs, top)
        return
    if setting is not None:
        st.markdown("The number may be that of a setting on a later register, or have a letter too many. Choose a setting by its name.")
        st.button("Choose a setting", on_click=setting_choice.open_setting, args=(None,))
    support = shared.ask("settings_needing_support", inputs)
    listing("Open settings, those to help first", support, CHOOSE, inputs=inputs, name="settings_needing_support", behind="settings")


def _invitation(count: int) -> str:
    if not count:
        return "No setting fits these filters."
    return f"Choose one of {counted(count, 'setting')} to see everything that is known of it." if count > 1 else "Choose the setting below."


def _one(setting: str, inputs: Inputs, top: st.delta_generator.DeltaGenerator) -> None:
    """All of one setting; what the rules said in earlier terms takes longest, so it comes last, into the places kept for it."""
    set_rating.look(setting)
    told = told_of(setting, inputs, shared.ask, shared.loaded(inputs))
    with top:
        heading(NAME, said.setting_answer(told))
        line = setting_header.facts(told)
    setting_actions.show(told, setting_header.reasons(told))
    of_setting = lanes(told)
    finding(said.time_line_finding(of_setting), drawn.KEY)
    figure = drawn.time_line(of_setting, as_of=told.as_of, calendar=shared.calendar(inputs.known_at), dark=shared.dark())
    picture(figure, alt=drawn.alt(of_setting), name="setting-time-line", selectable=False)
    strip = st.container()
    setting_header.panels(told)
    st.markdown(f":gray[{markdown(said.COMPARING)}]")
    setting_rows.show(told)
    setting_rating.since(told, line, strip)
