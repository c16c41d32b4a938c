"""What can be wrong with one cell, kind of field by kind: a code, SQL that is true for a wrong cell, and the words.

The first fault that applies is the one a cell reports, so each list goes from the most telling to the
plainest. SQL here holds `{x}` for the cell's text and is formatted once, so its own braces are doubled;
it may also read `low`, `high`, `not_future` and `is_code` of the cell's field (see `Contract.cell_faults_sql`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Severity = Literal["blocks", "warns"]

LONGEST_TEXT = 500
LONGEST_REFERENCE = 60


@dataclass(frozen=True)
class Fault:
    """One way a cell can be wrong: its code, its words, and SQL that is true for a wrong cell.

    `predicate` holds `{x}` for the cell's text; it is never NULL-sensitive because blank cells are
    looked at only by `missing_value`.
    """

    code: str
    predicate: str
    words: str
    severity: Severity = "blocks"


def quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def plain(text: str) -> str:
    """A heading or a code with case, blanks, `_`, `-` and a trailing `*` or `:` taken away."""
    return re.sub(r"[\s_\-\u2010-\u2015]+", "", text.replace("\ufeff", "").casefold()).rstrip("*:")


PLAIN_SQL = r"regexp_replace(lower({x}), '[\s_\-]+', '', 'g')"
DATE_SHAPE = r"regexp_full_match({x}, '\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}')"
DATE = "try_strptime({x}, ['%d/%m/%Y', '%Y-%m-%d'])::DATE"
IN_RANGE = "year(" + DATE + ") BETWEEN 1900 AND 2099"

# A spreadsheet's own error, and text that went through the wrong encoding, are wrong in every column.
EVERYWHERE = (
    Fault(
        "spreadsheet_error",
        r"regexp_full_match({x}, '#+|#(REF|N/A|VALUE|NAME|DIV/0|NUM|NULL|SPILL|CALC)[!?]?', 'i')",
        "{label} shows a spreadsheet error instead of its value. Open the file, widen or mend this cell, and save it again.",
    ),
    Fault(
        "wrong_encoding",
        r"regexp_matches({x}, '\x{{FFFD}}|Ã[^A-Za-z\s]|Â[^A-Za-z\s]|â€')",
        "The file was saved in the wrong encoding, so letters such as é are broken here. Save it again as “CSV UTF-8”.",
    ),
    Fault(
        "control_character",
        r"regexp_matches({x}, '[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]')",
        "{label} holds a character that cannot be seen. Type this cell again.",
    ),
)

# Ten digits are an NHS number when the last checks the nine before it; {n} is the ten digits alone.
_NHS_CHECK = (
    "(11 - list_sum(list_transform(range(1, 10), lambda i: (11 - i) * substr({n}, i, 1)::INTEGER)) % 11) % 11 = substr({n}, 10, 1)::INTEGER"
)
NHS_NUMBER = (
    "(regexp_full_match({x}, '\\d{{3}}[ -]?\\d{{3}}[ -]?\\d{{4}}') AND "
    + _NHS_CHECK.replace("{n}", "regexp_replace({x}, '[ -]', '', 'g')")
    + ")"
)
_NHS_NUMBER_WITHIN = (
    "len(list_filter(regexp_extract_all({x}, '(?:^|\\D)(\\d{{3}}[ -]?\\d{{3}}[ -]?\\d{{4}})(?:$|\\D)', 1), "
    "lambda said: " + _NHS_CHECK.replace("{n}", "regexp_replace(said, '[ -]', '', 'g')") + ")) > 0"
)
_CONTACT_OR_BIRTH = (
    r"regexp_matches({x}, '@')",
    r"regexp_matches({x}, '(^|\D)(0|\+44|0044)[ ()-]*\d([ ()-]*\d){{8,9}}(\D|$)')",
    r"regexp_matches({x}, '(^|\D)\d{{1,2}}[/.-]\d{{1,2}}[/.-](\d{{4}}|\d{{2}})(\D|$)|(^|\D)\d{{4}}-\d{{1,2}}-\d{{1,2}}(\D|$)')",
)
# Shapes that tell who a child is. The predicate must not let a name through as a reference.
PERSONAL = Fault(
    "personal_data",
    # The code of a child, as an export writes it, can hold ten digits in a row by chance.
    "NOT regexp_full_match({x}, '~[0-9a-f]{{12}}') AND ("
    + " OR ".join((*_CONTACT_OR_BIRTH, r"regexp_full_match({x}, '[A-Za-z]\d{{11}}[0-9A-Za-z]')", NHS_NUMBER))
    + ")",
    "{label} looks like personal data (an e-mail address, a phone number, an NHS number, a UPN or a full date of birth). "
    "Write the setting’s own reference for the child, such as C012, and nothing else.",
)
# The same shapes anywhere in a sentence.
PERSONAL_IN_TEXT = Fault(
    "personal_data",
    "("
    + " OR ".join(
        (*_CONTACT_OR_BIRTH, r"regexp_matches({x}, '(^|[^0-9A-Za-z])[A-Za-z]\d{{11}}[0-9A-Za-z]([^0-9A-Za-z]|$)')", _NHS_NUMBER_WITHIN)
    )
    + ")",
    "{label} seems to hold personal data (an e-mail address, a phone number, an NHS number, a UPN or a full date, which could be a date "
    "of birth). Take it out; a date that matters has a column of its own.",
)
NAME_LIKE = Fault(
    "name_in_reference",
    r"regexp_matches({x}, '^\p{{L}}[\p{{L}}''’.-]*,?\s+[\p{{L}}''’. -]+$')",
    "{label} looks like a name. Write the setting’s own reference for the child, such as C012, and nothing else.",
)
# What is written with capitals and is nobody’s name; and a person: a title before a name, or two words with capitals.
_NOT_A_PERSON = (
    "early years|early help|early support|education,? health|local offer|inclusion fund|area senco|family hubs?|health visitors?|"
    "portage|makaton|ofsted|elklan|numicon|good practice|first aid|january|february|march|april|may|june|july|august|september|"
    "october|november|december|monday|tuesday|wednesday|thursday|friday"
)
NAME_IN_TEXT = Fault(
    "name_in_text",
    "NOT is_personal AND regexp_matches(regexp_replace({x}, '(?i)\\b(" + _NOT_A_PERSON + ")\\b', ' , ', 'g'), "
    r"'(^|[^\p{{L}}])((Mr|Mrs|Ms|Miss|Mx|Master|Dr)\.?\s+\p{{Lu}}|\p{{Lu}}\p{{Ll}}+([’''-]\p{{L}}+)?\s+\p{{Lu}}[’'']?\p{{L}}*\p{{Ll}})')",
    "{label} may hold somebody’s name. Take it out if it is a child’s or a parent’s; it can stay if it is not.",
    "warns",
)
SPOILED = Fault(
    "spoiled_reference",
    r"regexp_full_match({x}, '\d+(\.\d+)?[eE]\+?\d+|\d+\.\d+|\d{{1,3}}(,\d{{3}})+')",
    "{label} was changed by a spreadsheet (“{value}”). Format the column as text and type the reference again.",
)


_TOO_LONG = Fault("too_long", "length({x}) > " + str(LONGEST_TEXT), f"{{label}} is longer than {LONGEST_TEXT} characters. Shorten it.")
_TOO_LONG_REFERENCE = Fault(
    "too_long",
    "length({x}) > " + str(LONGEST_REFERENCE),
    f"{{label}} is longer than {LONGEST_REFERENCE} characters. Write the short reference.",
)

_DATE_FAULTS = (
    Fault(
        "serial_date",
        r"regexp_full_match({x}, '\d{{5}}(\.\d+)?')",
        "“{value}” is how a spreadsheet stores a date. Format the column as a date, so that it reads like 21/11/2026.",
    ),
    Fault(
        "two_digit_year",
        r"regexp_full_match({x}, '\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2}}')",
        "“{value}” has a year of two digits. Write all four, like 21/11/2026.",
    ),
    Fault(
        "month_first",
        r"regexp_full_match({x}, '(0?[1-9]|1[0-2])/(1[3-9]|2\d|3[01])/\d{{4}}')",
        "“{value}” has the month first. Write the day first, like 21/11/2026.",
    ),
    Fault("not_a_date", "NOT " + DATE_SHAPE, "“{value}” is not a date we can read. {how}"),
    Fault("no_such_date", DATE + " IS NULL", "There is no such day as {value}. {how}"),
    Fault("unlikely_date", "NOT (" + IN_RANGE + ")", "The year in {value} cannot be right. {how}"),
    Fault("future_date", "not_future AND " + DATE + " > $accepted_on", "{label} is in the future ({value}). Write the day it happened."),
)

_MONTH_FAULTS = (
    Fault(
        "full_birth_date",
        r"regexp_matches({x}, '^\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}$|^\d{{4}}-\d{{1,2}}-\d{{1,2}}')",
        "{label} must not be a full date of birth. {how}",
    ),
    Fault("not_a_month", r"NOT regexp_full_match({x}, '(19|20)\d{{2}}-(0[1-9]|1[0-2])')", "“{value}” is not a month. {how}"),
    Fault(
        "age_out_of_range",
        "NOT date_diff('month', strptime({x} || '-01', '%Y-%m-%d')::DATE, date_trunc('month', $accepted_on)) BETWEEN 0 AND 83",
        "A child born in {value} would not be 0 to 6 years old. Check the year and the month.",
    ),
)


_TOO_MANY_DECIMALS = Fault(
    "too_many_decimals",
    r"regexp_full_match({x}, '-?\d{{1,9}}\.\d{{7,}}')",
    "“{value}” has more decimals than are kept. Round it to two, like 7.25.",
)


def _number_faults(shape: str, kind: str) -> tuple[Fault, ...]:
    return (
        Fault("not_a_number", f"NOT regexp_full_match({{x}}, '{shape}')", f"“{{value}}” is not {kind} we can read. {{how}}"),
        Fault("out_of_range", "{x}::DOUBLE < low OR {x}::DOUBLE > high", "{value} is out of range for {label}. {how}"),
    )


def _shape_fault(code: str, shape: str, words: str) -> Fault:
    return Fault(code, f"NOT regexp_full_match({{x}}, '{shape}', 'i')", words)


# The faults of each kind of field, beside those of every column.
FAULTS: dict[str, tuple[Fault, ...]] = {
    "text": (_TOO_LONG,),
    "reference": (SPOILED, _TOO_LONG_REFERENCE),
    "child": (PERSONAL, NAME_LIKE, SPOILED, _TOO_LONG_REFERENCE),
    "setting": (SPOILED,),
    "code": (Fault("not_a_code", "NOT is_code", "“{value}” is not one of the answers for {label}. {how}"),),
    "date": _DATE_FAULTS,
    "month": _MONTH_FAULTS,
    "integer": _number_faults(r"-?\d{{1,9}}", "a whole number"),
    "decimal": (_TOO_MANY_DECIMALS, *_number_faults(r"-?\d{{1,9}}(\.\d{{1,6}})?", "a number")),
    "yes_no": (_shape_fault("not_yes_no", "yes|no|y|n|true|false", "“{value}” is not yes or no. {how}"),),
    "email": (_shape_fault("not_an_email", r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+", "“{value}” is not an e-mail address. {how}"),),
    "postcode": (_shape_fault("not_a_postcode", r"[A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}}", "“{value}” is not a postcode. {how}"),),
    "urn": (SPOILED, _shape_fault("not_a_urn", r"EY\d{{6}}|\d{{5,8}}", "“{value}” is not a setting’s number. {how}")),
}
