"""Questions about SENCO coverage: who is in post, and where nobody is."""

from __future__ import annotations

from analytics.catalogue.query import CODE, CURRENT, OPEN, Query, columns

_COVER = (
    "In post: a SENCO who is not interim. Shared: a SENCO shared with other settings. Interim: someone for the time being. Vacant: the "
    "setting told us, and has none of these (a deputy alone is vacant). Not known: no SENCO return in force."
)
_POSTS = (
    "SENCO and shared SENCO posts in post on the day, interim ones too, of open settings, by the setting’s current SENCO return. A date "
    "after the day does not count yet. "
)
_BY_GROUP = columns("group expectation settings:i in_post:i shared:i interim:i vacant:i not_known:i covered:i covered_share:s")
_IN_POST = OPEN + CURRENT + "In post on the day: started by it, and not ended before it."
_COVERED = "Open settings with a SENCO in post, shared or interim (covered)"
_ALL_OF_EXPECTATION = (
    "All settings of the group with the same expectation, those not known among them; must, expected and encouraged are never added up"
)

QUESTIONS = (
    Query(
        "senco_coverage",
        columns("setting name provider_type cluster expectation cover vacant_days:i standard"),
        "Does every setting have a SENCO?",
        "one row a setting open on the day",
        _COVER
        + " The standard is for settings that must have a qualified SENCO: met, in time ({qualify_months} from starting), not known, "
        "not met.",
        f"{CODE}, 5.52 and 5.53",
        numerator="Every setting open on the day, with its cover by the first of in post, shared, interim, vacant that applies",
        date_rule=_IN_POST + " Vacant days run from the last day of the last SENCO’s post, told in any term up to the day’s.",
    ),
    Query(
        "senco_coverage_by_cluster",
        _BY_GROUP,
        "SENCO coverage by cluster",
        "one row a cluster an expectation",
        _COVER + " Covered: in post, shared or interim, as a share of all open settings of that expectation.",
        f"{CODE}, 5.52 and 5.53",
        numerator=_COVERED,
        denominator=_ALL_OF_EXPECTATION,
        date_rule=_IN_POST + " The cluster is that of the day.",
    ),
    Query(
        "senco_coverage_by_provider_type",
        _BY_GROUP,
        "SENCO coverage by provider type",
        "one row a provider type an expectation",
        _COVER + " Covered: in post, shared or interim, as a share of all open settings of that expectation.",
        f"{CODE}, 5.52 and 5.53",
        numerator=_COVERED,
        denominator=_ALL_OF_EXPECTATION,
        date_rule=_IN_POST + " The provider type is that of the day.",
    ),
    Query(
        "senco_gaps",
        columns("setting name provider_type cluster area_senco expectation cover vacant_since:d vacant_days:i children:i"),
        "Which settings have no SENCO, or have not told us?",
        "one row an open setting, vacant or not known",
        _COVER
        + " Vacant since the last day of the last SENCO’s post. Children with SEN are blank where the setting’s reviews are not known.",
        f"{CODE}, 5.52 and 5.53",
        named=False,
        numerator="Open settings whose cover is vacant or not known",
        date_rule=_IN_POST,
    ),
    Query(
        "senco_standard",
        columns("setting name cluster provider_type cover standard due_on:d"),
        "Do the settings that must have a qualified SENCO have one?",
        "one row an open setting that must have a qualified SENCO",
        "Maintained nursery schools and school nursery classes open on the day. Met: someone in post is a qualified teacher with the NPQ "
        "for SENCOs or the NASENCO award gained by the day, or with relevant experience. In time: a qualified teacher whose "
        "{qualify_months} from starting have not passed; the date is when they do, the earliest where there are two. Not known: an answer "
        "it needs is missing, or no SENCO return is in force. Not met: everything else, a vacancy too. The best of all those in post "
        "counts.",
        f"{CODE}, 5.52 and 5.53",
        numerator="Every open setting that must have a qualified SENCO, with its standard: met, in time, not known or not met",
        date_rule=_IN_POST + " A qualification counts from the day it was gained; the time to gain it runs {qualify_months} from the "
        "first day in post, to the end of a shorter month.",
    ),
    Query(
        "safeguarding_training",
        columns("setting name cluster senco_ref role trained_on:d due_on:d state"),
        "Whose safeguarding training is due?",
        "one row a SENCO or shared post in post on the day",
        _POSTS + "Due: so many months after the last training as the register gives for the setting. Expired: due before the "
        "day. Due: on the day or within {safeguarding_due_days}. Current: later. Not known: no date given.",
        "Early years foundation stage, September 2025, and the register",
        numerator="Every SENCO and shared SENCO post in post, with its state: expired, due, not known or current",
        date_rule=_IN_POST + " The last training counts when it was by the day; its renewal is compared with the day.",
    ),
    Query(
        "new_sencos",
        columns("setting name cluster senco_ref role started_on:d inducted_on:d induct_by:d state"),
        "Have new SENCOs been to an induction?",
        "one row a SENCO or shared post started in the last {new_senco_days}",
        _POSTS
        + "New: started at most {new_senco_days} before the day. Inducted: came, in whole or part, to a new SENCO induction held by the "
        "day, from the first day in post to {induction_days} after it. In time: not yet, and the {induction_days} have not passed. Late: "
        "they have; a later induction is shown by its date. Not known: training was never loaded. The person is found by the SENCO "
        "reference at any setting, or as an attendee from the same setting with the role SENCO.",
        "Early Years Team",
        numerator="Every SENCO and shared SENCO post in post that is new, with its state: late, in time, not known or inducted",
        date_rule=_IN_POST + " New is counted from the first day in post to the day; an induction by the day it was held.",
    ),
    Query(
        "handovers",
        columns("setting name cluster senco_ref ended_on:d successor_started_on:d handover_done state"),
        "Was the role handed over?",
        "one row a SENCO or shared post that ended in the last {recent_handover_days}",
        "SENCO and shared SENCO posts of open settings, of all returns in force, whose last day lies before the day and at most "
        "{recent_handover_days} back. Left out: posts of someone who goes on in another one at the setting the next day. Successor: "
        "another person who started after this post began, by the day, and was still there after it ended; the first of them. Done: the "
        "successor started at most {handover_days} after the last day and the setting says the role was handed over. Not done: the "
        "successor started later, or the setting says no or not applicable. Not known: it does not say. No successor: nobody has "
        "followed.",
        "Early Years Team",
        numerator="Every post that ended, with its state: no successor, not done, not known or done",
        date_rule=OPEN + "A post counts by its last day, as the latest term’s return up to the day’s term says of it.",
    ),
    Query(
        "senco_role_reviews",
        columns("setting name cluster senco_ref cpd_reviewed_on:d cpd_state job_description_reviewed_on:d job_description_state"),
        "Are training needs and job descriptions reviewed regularly?",
        "one row a SENCO or shared post in post on the day",
        _POSTS + "Current: reviewed within the {role_review_months} to the day. Due: longer ago. Not known: no date given.",
        "Early Years Team",
        numerator="Every SENCO and shared SENCO post in post, with the state of both reviews: current, due or not known",
        date_rule=_IN_POST + " A review counts on the day it was held, for {role_review_months}.",
    ),
    Query(
        "senco_hours",
        columns("setting name cluster provider_type weekly_hours:h children:i hours_per_10_children:n"),
        "How much time do SENCOs have?",
        "one row a setting open on the day",
        "Protected hours a week of all SENCO and shared SENCO posts in post on the day at the setting, added up; blank when nobody is in "
        "post or anyone’s hours are not given. Children: active children with SEN; blank where the setting’s reviews are not known. "
        "Hours for 10 children: ten times the hours, divided by the children; blank without children. Fewest first.",
        f"{CODE}, 5.54",
        numerator="Ten times the protected hours a week of all SENCO and shared SENCO posts in post at the setting",
        denominator="The setting’s active children with SEN",
        date_rule=_IN_POST + " Children are active when their plan started by the day and they have not left by it.",
    ),
    Query(
        "children_without_senco",
        columns("setting name cluster provider_type expectation children:i vacant_days:i"),
        "Where are children with SEN without a SENCO?",
        "one row an open setting with active children and no SENCO",
        "Open settings that told us they have no SENCO (vacant; not those that did not tell) and that have one or more active children: "
        "SEN support, an EHC assessment requested or an EHC plan, not left. Days since the last day of the last SENCO’s post. Most "
        "children first.",
        f"{CODE}, 5.52 and 5.53",
        numerator="Open settings that are vacant and have one or more active children",
        date_rule=_IN_POST + " Children are active when their plan started by the day and they have not left by it.",
    ),
    Query(
        "senco_spells",
        columns("setting name cluster provider_type expectation cover senco_ref from_on:d to_on:d days:i"),
        "Which settings are or were without a SENCO in the last 24 months?",
        "one row a spell of one cover by one person",
        "Open settings that must have or are expected to have a SENCO and had none on a day of the 24 months, from the day they opened. A "
        "spell is a run of days with the same cover and person; the best of all posts counts: in post, shared, interim. Each post is as "
        "the latest return says. A post that a later return leaves out without a last day lasts to the day before that return’s term, "
        "and where none follows as long as the return that told of it speaks. Not known: nobody is told of, and no return is in force. "
        "Those without a SENCO on the day come first, then the longest gaps.",
        f"{CODE}, 5.52 and 5.53",
        named=False,
        numerator="Every spell of the 24 months at a setting that must have or is expected to have a SENCO and was without one on some day",
        date_rule=OPEN + "A post counts from its first day to its last; a return speaks for the days of its own term and of the "
        "{current_terms_back} after it. The 24 months end with the day.",
    ),
)
