"""R4b, who booked and who came, from the team's booking system."""

from data.contract import Contract, Field
from data.contracts.common import SETTING

TRAINING_ATTENDANCE = Contract(
    code="R4b",
    name="training_attendance",
    title="Training attendance",
    what="Who booked and who came. One row for each person at each event.",
    key=("event_ref", "setting_urn", "attendee_ref"),
    replaces="key",
    fields=(
        Field(
            "event_ref",
            "Event reference",
            "reference",
            required=True,
            aliases=("event id", "event code", "course code", "event"),
            help="As in the list of events.",
            example="EV2026-014",
        ),
        SETTING,
        Field(
            "attendee_ref",
            "Attendee reference",
            "reference",
            required=True,
            personal=True,
            aliases=("attendee", "attendee id", "delegate"),
            help="For a SENCO, the same as the SENCO reference.",
            example="S014",
        ),
        Field(
            "attendee_role",
            "Attendee role",
            "code",
            required=True,
            aliases=("role",),
            codes={"senco": "SENCO", "deputy": "Deputy SENCO", "manager": "Manager", "practitioner": "Practitioner", "other": "Other"},
            help="In the setting they came from.",
            example="senco",
        ),
        Field(
            "status",
            "Status",
            "code",
            required=True,
            aliases=("attendance", "booking status"),
            codes={
                "attended": "Attended",
                "part": "Came for part",
                "booked": "Booked",
                "apologies": "Apologies",
                "no_show": "Did not come",
                "waitlist": "Waiting list",
            },
            help="What happened.",
            example="attended",
        ),
        Field(
            "evaluation",
            "Evaluation",
            "integer",
            low=1,
            high=5,
            aliases=("score", "rating"),
            help="1 (poor) to 5 (very good).",
            example="4",
        ),
    ),
)
