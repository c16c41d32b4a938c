"""Fields and code lists that several returns share."""

from data.contract import Field

YES_NO_NOT_KNOWN = {"yes": "Yes", "no": "No", "not_known": "Not known"}

SETTING = Field(
    "setting_urn",
    "Setting number",
    "setting",
    required=True,
    aliases=("urn", "setting", "setting id", "ofsted urn", "provider urn", "ofsted number", "setting reference"),
    help="Your number on the register. Write the scheme in front (ofsted:123456) if two registers use the same number.",
    example="EY100001",
)

CHILD = Field(
    "child_ref",
    "Child reference",
    "child",
    required=True,
    personal=True,
    aliases=("child", "child id", "child reference number", "pupil ref"),
    help="Your own reference for the child, never a name. The dashboard keeps it only as a code that cannot be turned back.",
    example="C012",
)
