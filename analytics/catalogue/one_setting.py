"""Questions about one setting: its SENCOs and returns through time, and its figures beside its cluster's and the authority's."""

from __future__ import annotations

from analytics.catalogue.query import CODE, CURRENT, OPEN, Query, columns

QUESTIONS = (
    Query(
        "spells_of_setting",
        columns("setting name cover senco_ref from_on:d to_on:d days:i"),
        "Who was the SENCO when?",
        "one row a spell of one cover by one person",
        "The two years to the day, from the day the setting opened. A spell is a run of days with the same cover and person; the best of "
        "all posts counts: in post, shared, interim. Each post is as the latest return says. A post that a later return leaves out "
        "without a last day lasts to the day before that return’s term, and where none follows as long as the return that told of it "
        "speaks. Not known: nobody is told of, and no return speaks for the day.",
        f"{CODE}, 5.52 and 5.53",
        named=False,
    ),
    Query(
        "returns_of_setting",
        columns("setting term return due_on:d state first_accepted_on:d"),
        "Which returns came, and when?",
        "one row a return owed each term",
        "Every return a setting owes, from the first term ever sent to that of the day. In time by the day the first one was accepted. "
        "Missing: not in after the day it was due. Still to come: not in, and not yet past that day.",
        "Early Years Team",
        named=False,
    ),
    Query(
        "figures_beside",
        columns("setting figure level cluster part:i of_all:i longest:i tellers:i"),
        "How does the setting compare?",
        "one row a figure of the setting, of its cluster and of the authority",
        "The setting’s own counts beside those of its cluster and of the authority, it among them. Covered: settings with a SENCO of "
        "those of the same expectation. Late reviews: of active children. Waits longer than {over_18_weeks_days}: of referrals waiting "
        "for a service. Came: of the invitations to meetings in twelve months. Practice: items answered yes of those answered yes, "
        "partly or no. Moves: children who start school in the coming September with meeting and information both done. Funding: "
        "applications of twelve months with a decision. A share of fewer than 5 is not compared. Of any other the 95 % Wilson "
        "interval is taken: where it does not reach the share of the cluster or the authority, the words say more or fewer, and "
        "else about the same. " + OPEN + "Waits, invitations and applications count whether or not the setting is still open. " + CURRENT,
        f"{CODE}, 5.38 to 5.54, and Early Years Team",
        named=False,
    ),
)
