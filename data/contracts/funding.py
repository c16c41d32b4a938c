"""R8, applications for funds, from the panel's export: one row a child a fund an application."""

from data.contract import Contract, Field
from data.contracts.common import CHILD, SETTING

FUNDING = Contract(
    code="R8",
    name="funding",
    title="Funding applications",
    what="Applications for SEN funding and what the panel decided. One row for each application.",
    key=("setting_urn", "child_ref", "fund", "applied_on"),
    replaces="setting",
    child_level=True,
    is_optional=True,
    fields=(
        SETTING,
        CHILD,
        Field(
            "fund",
            "Fund",
            "code",
            required=True,
            aliases=("fund name", "funding stream"),
            codes={
                "inclusion_fund": "SEN Inclusion Fund",
                "disability_access_fund": "Disability Access Fund",
                "inclusive_early_years_fund": "Inclusive Early Years Fund",
                "high_needs": "High needs funding",
            },
            help="What was applied for.",
            example="inclusion_fund",
        ),
        Field(
            "applied_on",
            "Applied on",
            "date",
            required=True,
            not_future=True,
            aliases=("application date", "date of application"),
            help="Day the application was sent.",
            example="25/09/2026",
        ),
        Field(
            "panel_on",
            "Panel on",
            "date",
            not_before="applied_on",
            aliases=("panel date",),
            help="Planned or actual day of the panel; blank where there is none.",
            example="15/10/2026",
        ),
        Field(
            "decision",
            "Decision",
            "code",
            aliases=("panel decision",),
            codes={"awarded": "Awarded", "part": "Awarded in part", "declined": "Declined", "deferred": "Deferred"},
            help="Blank until there is one.",
            example="awarded",
        ),
        Field(
            "decided_on",
            "Decided on",
            "date",
            not_before="applied_on",
            not_future=True,
            aliases=("decision date", "date of decision"),
            help="Day of the decision.",
            example="15/10/2026",
        ),
        Field(
            "starts_on", "Funding starts on", "date", aliases=("funding start",), help="First day that is paid for.", example="02/11/2026"
        ),
        Field(
            "ends_on",
            "Funding ends on",
            "date",
            not_before="starts_on",
            aliases=("funding end",),
            help="Last day that is paid for.",
            example="31/03/2027",
        ),
    ),
)
