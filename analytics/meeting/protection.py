"""What a room is shown and how the rest is hidden, in sentences made from the rules in force. All texts are plain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.charts.style import listed, number, spelled
from analytics.disclosure.offered import BY_CLUSTER, FOR_A_90TH, FOR_A_MEDIAN, FOR_ALL_OR_NONE, HIDDEN, OFFERED
from analytics.disclosure.protect import TIME_ALLOWED
from analytics.meeting.shown import TERMS, TITLES
from analytics.thresholds import Threshold
from data.meeting_words import NAMING, WHAT

NEVER_HIDDEN = ("cluster_attendance", "returns_received")


@dataclass(frozen=True)
class Rule:
    """One part of the protection: its name and its sentences."""

    name: str
    sentences: tuple[str, ...]


def protection(limits: Mapping[str, Threshold]) -> tuple[Rule, ...]:
    """The whole protection with the thresholds in force, by name."""
    children, settings, referrals = (int(limits[name].value) for name in ("room_children", "room_settings", "room_service_referrals"))
    every_cluster = listed([TITLES[question] for question in OFFERED if question in BY_CLUSTER])
    all_together = listed([TITLES[question] for question in OFFERED if question not in BY_CLUSTER])
    return (
        Rule(
            "What is shown",
            (
                f"For every cluster: {every_cluster}.",
                f"For the whole authority only: {all_together}.",
                "Nothing else is: no row about a child, no rating and no vacancy of a setting.",
            ),
        ),
        Rule(
            "Which days",
            (
                f"The day on which returns are due and the last day of a term, in {spelled(TERMS)} terms.",
                "The first showing of a day fixes it, as known then, so that two showings can never be subtracted. A person can replace it "
                "with a reason; the earlier one is kept.",
            ),
        ),
        Rule(
            "What is hidden",
            (
                f"A count of children or referrals from 1 to {children - 1}.",
                f"A count of settings by their SENCO cover from 1 to {settings - 1}. A childminder is a person.",
                "Every other count that would give one of these away to somebody who adds, subtracts or compares all that is shown, also "
                "to a setting that knows its own children. They are worked out exactly, for all tables of a day together, with as little "
                f"hidden as can be; if that is not proved safe in {number(int(TIME_ALLOWED))} seconds, every count of the table is hidden.",
                f"Never hidden: {listed([TITLES[question] for question in NEVER_HIDDEN])}. A nought is shown.",
            ),
        ),
        Rule(
            f"What {HIDDEN} says",
            (
                f"That the count is 1 at least. A small count could still be any number up to {children - 1} children or referrals, or "
                f"up to {settings - 1} settings, whatever else is shown.",
            ),
        ),
        Rule(
            "Shares and waits",
            (
                f"A share is hidden with its counts, and when it is all or none of fewer than {number(FOR_ALL_OR_NONE)}.",
                f"A median needs {number(FOR_A_MEDIAN)} completed waits and a 90th percentile {number(FOR_A_90TH)}; both are whole weeks.",
                f"A service with fewer than {number(referrals)} referrals is counted among other services, and so is social care always.",
            ),
        ),
        Rule(
            "Names",
            (
                f"A setting is named only for {listed([WHAT[each].lower() for each in NAMING])}, once somebody there agreed. Who agreed, "
                "on which day and who wrote it down is kept.",
            ),
        ),
    )
