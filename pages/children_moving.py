"""Children who move to school: which steps are done, where, and whose come next."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from analytics.charts import moves as drawn
from analytics.charts import shares
from analytics.charts.style import day, plain
from analytics.queries import Inputs
from pages import shared
from pages.parts import figures_as_tables, finding, listing, not_loaded, picture

COLUMNS = ("child", "name", "next_step", "meeting_on", "information_shared_on", "state", "school", "receiving_senco_known")
PICTURES = ("moves-steps", "moves-clusters")


def show(children: pd.DataFrame, inputs: Inputs) -> None:
    if not_loaded(inputs, "transitions") or nobody_yet(children, inputs):
        return
    by_cluster = shared.ask("transitions_by_cluster", inputs)
    left, right = st.columns([52, 48], gap="medium")
    with left:
        finding(drawn.steps_finding(children, inputs.as_of), drawn.dues(children, inputs.as_of))
        figure = drawn.steps(children, inputs.as_of, dark=shared.dark())
        steps = picture(figure, alt=drawn.steps_alt(children, inputs.as_of), name="moves-steps")
        picture(shares.key(drawn.KEY, dark=shared.dark()), alt="What each colour means", name="moves-key", selectable=False)
    with right:
        finding(drawn.clusters_finding(by_cluster), "Children of each cluster for whom the step is done.")
        cells = picture(drawn.clusters(by_cluster, dark=shared.dark()), alt=drawn.clusters_alt(by_cluster), name="moves-clusters")
    chosen, said = pd.Series(not (steps or cells), index=children.index), []
    told = drawn.step_states(children, inputs.as_of)
    for step, state in steps:
        chosen |= told[step] == state
        said.append(drawn.state_words(step, state))
    for cluster, _ in cells:
        chosen |= children["cluster"] == cluster
        said.append(plain(cluster))
    list_children(children[chosen], said, inputs, PICTURES)
    figures_as_tables({"Moves by cluster": ("transitions_by_cluster", by_cluster)}, inputs)


def list_children(children: pd.DataFrame, said: list[str], inputs: Inputs, pictures: tuple[str, ...]) -> None:
    """The children, those to act on first, each with its school by name and its next step; `said` is what narrowed them."""
    names = shared.setting_names()
    shown = children.assign(
        school=[school_name(number, names) for number in children["receiving_school_urn"]],
        next_step=drawn.next_steps(children, inputs.as_of),
    )
    title = "; ".join(dict.fromkeys(said)) if said else "Children who start school"
    listing(f"{title}: {len(shown)}", shown, COLUMNS, inputs=inputs, name="transition_list", narrowed=pictures if said else ())


def school_name(number: str | None, names: Mapping[str, str]) -> str:
    return names.get(f"dfe:{number}", f"School {number}") if number else "not known"


def nobody_yet(children: pd.DataFrame, inputs: Inputs) -> bool:
    """When no child of the coming school year is known: say when settings tell, and the way to the year before."""
    if len(children):
        return False
    year = drawn.school_year(inputs.as_of)
    due = f"Until then look at the EHC plans, which are due by 15 February {year}."
    finding(f"Settings tell of the moves of September {year} in the summer term", due)
    before = date(year - 1, 8, 31)
    st.button(f"Show {day(before)}", icon=":material/history:", on_click=shared.look_on, args=(before,))
    return True
