"""R3, referrals: one row a referral, a date for each stage reached."""

from dataclasses import replace

from data.contract import Contract, Field
from data.contracts.common import CHILD, SETTING

SERVICES = {
    "speech_language": "Speech and language therapy",
    "occupational_therapy": "Occupational therapy",
    "physiotherapy": "Physiotherapy",
    "portage": "Portage",
    "educational_psychology": "Educational psychology",
    "hearing": "Hearing service",
    "vision": "Vision service",
    "multi_sensory": "Multi-sensory service",
    "specialist_teacher": "Specialist teacher",
    "paediatrician": "Paediatrician",
    "neurodevelopmental": "Neurodevelopmental pathway",
    "health_visitor": "Health visitor",
    "early_help": "Early help",
    "social_care": "Social care",
    "area_senco": "Area SENCO",
    "inclusion_fund": "Inclusion fund",
    "ehc_assessment": "EHC needs assessment",
    "voluntary": "Voluntary organisation",
    "other": "Other service",
}


def _stage(name: str, label: str, help: str, *aliases: str) -> Field:
    return Field(name, label, "date", not_before="made_on", aliases=aliases, help=help)


REFERRALS = Contract(
    code="R3",
    name="referrals",
    title="Referrals",
    what="Referrals you made, with a date for each stage they have reached. One row for each referral.",
    key=("setting_urn", "referral_ref"),
    replaces="setting",
    nil_field="referral_ref",
    nil_means="nothing referred this term",
    child_level=True,
    fields=(
        SETTING,
        Field(
            "referral_ref",
            "Referral reference",
            "reference",
            required=True,
            aliases=("referral id", "referral number", "referral"),
            help="Your own reference for the referral. Write NIL if nothing was referred this term.",
            example="R031",
        ),
        replace(CHILD, required=False),
        Field(
            "service",
            "Service",
            "code",
            required=True,
            codes=SERVICES,
            aliases=("referred to", "service referred to"),
            help="Who the child was referred to.",
            example="speech_language",
        ),
        Field(
            "made_on",
            "Made on",
            "date",
            required=True,
            not_future=True,
            aliases=("referral date", "date of referral", "referred on"),
            help="Day the referral was sent.",
            example="22/09/2026",
        ),
        Field(
            "consent_on",
            "Consent on",
            "date",
            aliases=("consent", "consent date", "parental consent"),
            help="Day parents agreed.",
            example="20/09/2026",
        ),
        _stage("received_on", "Received on", "Day the service had it.", "received"),
        _stage("triaged_on", "Triaged on", "Day the service decided what to do.", "triaged"),
        _stage("accepted_on", "Accepted on", "Day the service took it on.", "accepted"),
        _stage("first_contact_on", "First contact on", "Day the child was first seen.", "first contact", "first appointment", "seen on"),
        _stage("assessment_complete_on", "Assessment complete on", "Day the assessment was finished.", "assessment complete"),
        _stage("discharged_on", "Discharged on", "Day the service closed it.", "discharged"),
        _stage(
            "returned_incomplete_on",
            "Returned incomplete on",
            "Day it came back for more information.",
            "returned incomplete",
            "returned on",
        ),
        _stage("declined_on", "Declined on", "Day the service said no.", "declined"),
        _stage("redirected_on", "Redirected on", "Day it was passed to another service.", "redirected"),
        _stage("withdrawn_on", "Withdrawn on", "Day it was taken back.", "withdrawn"),
        Field(
            "decline_reason",
            "Reason declined",
            "code",
            aliases=("reason", "reason for decline"),
            codes={
                "criteria_not_met": "Criteria not met",
                "incomplete": "Incomplete",
                "duplicate": "Duplicate",
                "age": "Age",
                "other_service": "Other service",
                "parent_declined": "Parent declined",
                "other": "Other",
            },
            help="When it was declined.",
        ),
    ),
)
