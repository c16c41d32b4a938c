"""The unusual headings and words of an opened file: what they were read as, and a choice for each that nobody knows yet."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from analytics.charts.style import counted, listed, markdown, number, plural, sentence
from data import remembered, uploads
from data.drafts import Checked
from data.errors import ToolError
from data.meanings import Meaning, answers, how_read, likely_answers, likely_fields, word
from data.uploads import Upload
from pages import shared

NOTHING = "(leave it out)"
BLANK = "(leave it blank)"
MOST = 8
MOST_NAMES = 3
MOST_LINES = 4
NOT_KNOWN = ("not_a_code", "not_yes_no")


def show(upload: Upload, check: Checked, place: int) -> None:
    """Draws nothing where every heading and word of the file is known. `place` tells the returns of a workbook apart."""
    if said := shared.forget(f"mapping-{upload.id}-{place}"):
        st.warning(markdown(said))
    if check.asked is None:
        return
    if meant := check.asked.meant:
        many = f"{sentence(counted(len(meant), 'unusual heading or word', 'unusual headings and words'))} read as people chose"
        with st.container(gap=None) if len(meant) <= MOST_LINES else st.expander(many, icon=":material/history_edu:"):
            for meaning in meant:
                _was_read(upload, check, place, meaning)
    for text in check.not_used:
        st.caption(markdown(text))
    words = _unknown_words(check)
    if not check.asked.unread and not words:
        return
    needed = bool(words or check.asked.missing) or any(issue.code == "unknown_column" for issue in check.blocking)
    many = len(check.asked.unread)
    title = f"{sentence(counted(many, 'column'))} left out: say what {plural(many, 'it holds', 'they hold')}"
    with st.container(border=True, gap="small") if needed else st.expander(title, icon=":material/view_column:"):
        _ask(upload, check, place, words)


def _was_read(upload: Upload, check: Checked, place: int, meaning: Meaning) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(markdown(how_read(check.contract, meaning)), width="content")
        st.button(
            "Forget this", icon=":material/history_off:", type="tertiary", key=f"forget-{upload.id}-{place}-{meaning.place}",
            help="It stands as it is written again, here and in the next files.", on_click=_unsay, args=(upload, check, meaning),
        )  # fmt: skip


def _unknown_words(check: Checked) -> dict[tuple[str, str], tuple[str, int]]:
    """The words that are no answer of their column: (column, form used for matching) → as first written, and in how many cells."""
    found = [issue for issue in check.blocking if issue.code in NOT_KNOWN and issue.value]
    count = Counter((issue.column, word(issue.value)) for issue in found)
    first = {(issue.column, word(issue.value)): issue.value for issue in reversed(found)}
    return {place: (first[place], cells) for place, cells in count.most_common()}


def _ask(upload: Upload, check: Checked, place: int, words: dict[tuple[str, str], tuple[str, int]]) -> None:
    """A choice for each heading, then for each word, that is not known."""
    asked = check.asked
    missing = listed([f"“{asked.contract.by_name[name].label}”" for name in asked.missing])
    hint = f"{missing} {plural(len(asked.missing), 'is', 'are')} missing: is one of these columns meant? " if missing else ""
    st.markdown(f"**{markdown(_what(len(asked.unread), len(words)))}**  \n:gray[{markdown(hint + _for_whom(check))}]")
    with st.grid(2, gap="small"):
        for unread in asked.unread[:MOST]:
            order, likely = likely_fields(asked, unread)
            options = {f.name: f.label + (", missing so far" if f.name in asked.missing else "") for f in order}
            like = f" :gray[like {markdown(', '.join(unread.samples))}]" if unread.samples else ""
            _choice(upload, check, place, None, unread.heading, options, likely and likely.name, like, NOTHING)
        for (column, _), (written, cells) in list(words.items())[:MOST]:
            f = asked.contract.by_name[column]
            order, likely = likely_answers(f, written)
            like = f" :gray[in {markdown(f.label)}, {number(cells)} {plural(cells, 'cell')}]"
            known = answers(f)
            _choice(
                upload, check, place, column, written, {code: known[code] for code in order}, likely, like, None if f.required else BLANK
            )
    if more := max(len(asked.unread) - MOST, 0) + max(len(words) - MOST, 0):
        st.caption(f"and {number(more)} more after these")


def _what(headings: int, words: int) -> str:
    parts = [counted(headings, "heading")] if headings else []
    parts += [counted(words, "word")] if words else []
    return f"{sentence(listed(parts))} we do not know: say what {plural(headings + words, 'it means', 'they mean')}"


def _for_whom(check: Checked) -> str:
    names, settings = shared.setting_names(), remembered.settings_of(shared.store(), check.asked)
    whose = sorted(names.get(setting, setting) for setting in settings if setting)
    used = "What you choose is used at once and remembered for the next"
    if check.contract.has_setting and not whose:
        return f"{used} file, once we know whose file this is."
    who = "" if not whose else f" of {listed(whose)}" if len(whose) <= MOST_NAMES else f" of the {number(len(whose))} settings in this one"
    return f"{used} {check.contract.title} file{who}."


def _choice(
    upload: Upload, check: Checked, place: int, column: str | None, written: str,
    options: dict[str, str], likely: str | None, like: str, none: str | None,
) -> None:  # fmt: skip
    labels = options | ({"": none} if none else {})
    if likely:
        labels[likely] += " – most like it"
    key = shared.renewed(f"means-{upload.id}-{place}-{column}-{written}")
    st.selectbox(
        f"“{markdown(written)}”{like}", list(labels), index=None, format_func=labels.get, key=key, on_change=_say,
        placeholder="This answer is…" if column else "This column is…", args=(upload, check, place, column, written, key),
    )  # fmt: skip


def _say(upload: Upload, check: Checked, place: int, column: str | None, written: str, key: str) -> None:
    try:
        meaning = Meaning(column, written, shared.typed(key) or None)
        uploads.say(shared.store(), upload.id, check.asked.return_name, meaning, by=shared.WHO)
    except ToolError as refused:
        shared.remember(f"mapping-{upload.id}-{place}", f"{refused.title}. {refused.message}")
    shared.renew(f"means-{upload.id}-{place}-{column}-{written}")


def _unsay(upload: Upload, check: Checked, meaning: Meaning) -> None:
    uploads.unsay(shared.store(), upload.id, check.asked, meaning, by=shared.WHO)
