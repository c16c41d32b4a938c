"""R4a, meetings and training planned and held, from the team's booking system."""

from data.contract import Contract, Field

TRAINING_EVENTS = Contract(
    code="R4a",
    name="training_events",
    title="Training events",
    what="Cluster meetings and training, planned and held. One row for each event.",
    key=("event_ref",),
    replaces="key",
    fields=(
        Field(
            "event_ref",
            "Event reference",
            "reference",
            required=True,
            aliases=("event id", "event code", "course code", "event"),
            help="The booking system’s reference.",
            example="EV2026-014",
        ),
        Field(
            "kind",
            "Kind of event",
            "code",
            required=True,
            aliases=("type", "event type"),
            codes={
                "cluster_meeting": "Cluster meeting",
                "new_senco_induction": "New SENCO induction",
                "course": "Course",
                "bespoke": "Bespoke training",
                "briefing": "Briefing",
            },
            help="Only a cluster meeting counts as a meeting.",
            example="cluster_meeting",
        ),
        Field(
            "title",
            "Title",
            "text",
            required=True,
            aliases=("event title", "name"),
            help="What it is called.",
            example="Autumn cluster meeting",
        ),
        Field("topic", "Topic", "text", help="What it is about.", example="Early communication"),
        Field("cluster", "Cluster", "text", aliases=("cluster name",), help="Blank means all clusters are invited.", example="Alder"),
        Field(
            "held_on", "Held on", "date", required=True, aliases=("date", "event date"), help="Planned or actual day.", example="18/11/2026"
        ),
        Field("hours", "Hours", "decimal", low=0, high=40, aliases=("duration",), help="Length in hours.", example="2"),
        Field("cancelled", "Cancelled", "yes_no", blank_means="FALSE", help="Blank means no.", example="no"),
    ),
)
