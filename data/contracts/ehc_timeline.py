"""R9, requests for an EHC needs assessment and their statutory steps, from the SEN case system: one row a request."""

from data.contract import Contract, Field
from data.contracts.common import CHILD, SETTING


def _step(name: str, label: str, help: str, *aliases: str) -> Field:
    return Field(name, label, "date", not_before="requested_on", not_future=True, aliases=aliases, help=help)


EHC_TIMELINE = Contract(
    code="R9",
    name="ehc_timeline",
    title="EHC assessments and plans",
    what="Requests for an EHC needs assessment and the day of each step, from the SEN case system. One row for each request.",
    key=("setting_urn", "child_ref", "requested_on"),
    replaces="setting",
    child_level=True,
    is_optional=True,
    fields=(
        SETTING,
        CHILD,
        Field(
            "requested_on",
            "Assessment requested on",
            "date",
            required=True,
            not_future=True,
            aliases=("ehc requested on", "date of request", "request date"),
            help="Day the council had the request.",
            example="14/09/2026",
        ),
        _step("assess_decided_on", "Decided to assess on", "Day it was decided whether to assess.", "assess decision date"),
        _step("issue_decided_on", "Decided to issue on", "Day it was decided whether to issue a plan.", "issue decision date"),
        _step("final_on", "Final plan on", "Day the final plan was issued.", "final plan date", "plan issued on"),
        Field(
            "exception",
            "Exception to the time limit",
            "code",
            aliases=("exception", "exemption"),
            codes={
                "none": "None",
                "absence_4_weeks": "Absence of four weeks or more",
                "closure_4_weeks": "Closure of four weeks or more",
                "personal_circumstances": "Personal circumstances",
            },
            help="Why the time limit did not apply, where it did not.",
            example="none",
        ),
        _step("last_review_on", "Plan last reviewed on", "Day of the latest annual review of the plan.", "last annual review"),
        Field(
            "section23_received_on",
            "Section 23 notification on",
            "date",
            not_future=True,
            aliases=("section 23", "section 23 received on"),
            help="Day the health service told the council of the child, where it did. It is information and starts no time limit.",
            example="02/06/2026",
        ),
    ),
)
