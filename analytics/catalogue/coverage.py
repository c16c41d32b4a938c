"""Questions about SENCO coverage: who is in post, and where nobody is."""

from __future__ import annotations

from analytics.catalogue.query import CODE, Query, columns

_COVER = (
    "In post: a SENCO who is not interim. Shared: a SENCO shared with other settings. Interim: someone for the time being. Vacant: the "
    "setting told us, and has none of these (a deputy alone is vacant). Not known: no SENCO return in force."
)
_BY_GROUP = columns("group expectation settings:i in_post:i shared:i interim:i vacant:i not_known:i covered:i covered_share:s")

QUESTIONS = (
    Query(
        "senco_coverage",
        columns("setting name provider_type cluster expectation cover vacant_days:i standard"),
        "Does every setting have a SENCO?",
        "one row a setting open on the day",
        _COVER
        + " The standard is for settings that must have a qualified SENCO: met, in time (36 months from starting), not known, not met.",
        f"{CODE}, 5.52 and 5.53",
    ),
    Query(
        "senco_coverage_by_cluster",
        _BY_GROUP,
        "SENCO coverage by cluster",
        "one row a cluster an expectation",
        _COVER + " Covered: in post, shared or interim, as a share of all open settings of that expectation.",
        f"{CODE}, 5.52 and 5.53",
    ),
    Query(
        "senco_coverage_by_provider_type",
        _BY_GROUP,
        "SENCO coverage by provider type",
        "one row a provider type an expectation",
        _COVER + " Covered: in post, shared or interim, as a share of all open settings of that expectation.",
        f"{CODE}, 5.52 and 5.53",
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
    ),
)
