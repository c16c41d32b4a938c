"""R6, children who leave for school: one row a child."""

from data.contract import Contract, Field
from data.contracts.common import CHILD, SETTING, YES_NO_NOT_KNOWN

TRANSITIONS = Contract(
    code="R6",
    name="transitions",
    title="Moves to school",
    what="Children with SEN who leave for school, and what was done to prepare the move. One row for each child.",
    key=("setting_urn", "child_ref"),
    replaces="setting",
    child_level=True,
    is_optional=True,
    fields=(
        SETTING,
        CHILD,
        Field(
            "starts_school_on",
            "Starts school on",
            "date",
            required=True,
            aliases=("school start date", "starts school", "starting school on"),
            help="First day at school, as far as it is known.",
            example="03/09/2026",
        ),
        Field(
            "receiving_school_urn",
            "Receiving school number",
            "urn",
            aliases=("receiving school", "school urn", "receiving school urn"),
            help="The school’s number on the DfE register, where it is known.",
            example="123456",
        ),
        Field(
            "meeting_on",
            "Transition meeting on",
            "date",
            aliases=("transition meeting", "meeting on", "meeting date"),
            help="Planned or actual day of the meeting with the school.",
            example="18/06/2026",
        ),
        Field(
            "information_shared_on",
            "Information shared on",
            "date",
            not_future=True,
            aliases=("information shared", "records sent on"),
            help="Day the child’s plan and records went to the school.",
            example="25/06/2026",
        ),
        Field(
            "parents_agreed",
            "Parents agreed",
            "code",
            codes=YES_NO_NOT_KNOWN,
            aliases=("parents consent", "parental agreement"),
            help="Did parents agree that information is shared?",
            example="yes",
        ),
        Field(
            "receiving_senco_known",
            "Receiving SENCO known",
            "code",
            codes=YES_NO_NOT_KNOWN,
            aliases=("school senco known",),
            help="Do you know who the SENCO of the school is?",
            example="no",
        ),
    ),
)
