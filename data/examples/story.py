"""Which setting plays which part: who reports, who has no SENCO and since when, who stays away.

The story: returns are getting better and vacancies are being filled, but reviews slip, most of all in
Damson, which also has most of the vacancies and a falling attendance at cluster meetings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from data.examples.days import Diary
from data.examples.places import Setting


@dataclass
class Part:
    """What happens to one setting.

    `cover`: senco, shared, interim, vacancy or nobody. A vacancy runs from `left` to `filled` days before
    today (None: still open). `children` is how many have SEN once the sample is in full swing.
    `told_terms` bounds the terms it reports in; `missing` are (return, term index) it leaves out.
    """

    cover: str = "senco"
    left: int | None = None
    filled: int | None = None
    deputy: bool = False
    standard: str = ""
    children: float = 0
    told_terms: range = field(default_factory=lambda: range(0, 10_000))
    keen: float = 0.8
    stays_away_from: int | None = None
    scripted: bool = False
    missing: set[tuple[str, int]] = field(default_factory=set)


# (cluster, left, filled, children): vacancies where a SENCO is expected, in days before today.
_VACANCIES = (
    ("Damson", 117, None, 3),
    ("Damson", 63, None, 0),
    ("Damson", 34, None, 0),
    ("Alder", 94, None, 2),
    ("Birch", 18, None, 0),
    ("Elm", 236, None, 0),
    ("Damson", 270, 60, 4),
    ("Damson", 380, 130, 2),
    ("Damson", 650, 340, 5),
    ("Birch", 300, 100, 4),
    ("Birch", 170, 70, 3),
    ("Alder", 290, 90, 0),
    ("Elm", 180, 45, 0),
    ("Alder", 200, 50, 0),
    ("Cherry", 390, 128, 0),
    ("Cherry", 400, 240, 0),
    ("Alder", 375, 258, 0),
    ("Birch", 520, 255, 4),
    ("Elm", 530, 250, 0),
    ("Elm", 540, 345, 3),
    ("Cherry", 645, 400, 0),
    ("Alder", 670, 350, 0),
    ("Birch", 640, 500, 2),
    ("Elm", 690, 470, 2),
    ("Cherry", 700, 580, 3),
    ("Alder", 660, 600, 4),
    ("Birch", 680, 610, 0),
)
_DEPUTY_ONLY = ("Birch", "Damson")
_STANDARDS = ("met", "in_time", "not_known", "met", "met", "not_met", "met", "in_time", "met", "met", "met")
_SIZES = {
    "maintained_nursery_school": (14, 20),
    "school_nursery_class": (6, 11),
    "group_full_day": (4.5, 12),
    "group_sessional": (3, 8),
    "out_of_school": (0, 1.5),
    "childminder": (0.6, 1.6),
    "childminder_agency": (0, 0),
}
_MISSING_SHARE = (0.115, 0.13, 0.15, 0.165, 0.18, 0.20)  # newest term first
RETURNS = ("senco_posts", "sen_reviews", "referrals")


def parts(settings: list[Setting], diary: Diary, dice: Random) -> dict[int, Part]:
    """Every setting’s part, by its key."""
    cast = {setting.key: _usual(setting, dice) for setting in settings}
    count = len(diary.terms)
    steady = [setting for setting in settings if setting.closed_on is None and not setting.listed_from and not setting.moves_to]
    must = [setting for setting in steady if setting.expectation == "must"]
    expected = [setting for setting in steady if setting.expectation == "expected" and setting.on_early_years_register]
    childminders = [setting for setting in steady if setting.expectation == "encouraged"]

    leaving = next((setting for setting in reversed(must) if setting.cluster == "Damson"), None)
    for turn, setting in enumerate(setting for setting in must if setting is not leaving):
        cast[setting.key].standard = _STANDARDS[turn % len(_STANDARDS)]
    if leaving:
        part = cast[leaving.key]
        part.cover, part.left, part.children, part.scripted = "vacancy", 30, 3, True
    free = [setting for setting in expected if not setting.network and setting.provider_type != "out_of_school"]
    dice.shuffle(free)

    def take(cluster: str) -> Setting | None:
        found = next((setting for setting in free if setting.cluster == cluster), None)
        if found:
            free.remove(found)
            cast[found.key].scripted = True
        return found

    laps = max(1, round(len(settings) / 120))
    for cluster, left, filled, children in [vacancy for vacancy in _VACANCIES for _ in range(laps)][: len(free) * 2 // 3]:
        if setting := take(cluster):
            part = cast[setting.key]
            part.cover, part.left, part.filled, part.children = "vacancy", left, filled, children
            part.deputy = filled is None and children == 0 and cluster in _DEPUTY_ONLY and left < 40
    for cluster in ("Damson", "Birch"):  # never said anything
        if setting := take(cluster):
            cast[setting.key].told_terms = range(0)
    if count > 5:
        for cluster in ("Damson", "Cherry"):  # stopped long enough ago that nothing is known now
            if setting := take(cluster):
                cast[setting.key].told_terms, cast[setting.key].children = range(count - 4), 1
    for setting in free[:: max(1, len(free) // 3)][:4]:
        cast[setting.key].cover = "interim"
    standing_in = next((setting for setting in must if setting.cluster == "Birch"), None)
    if standing_in:
        cast[standing_in.key].cover = "interim"
    for setting in expected:
        if setting.network:
            cast[setting.key].cover = "shared"
    _childminders(childminders, cast, count, dice)
    _stay_away(settings, cast, count)
    _leave_out(settings, diary, cast, dice)
    return cast


def _usual(setting: Setting, dice: Random) -> Part:
    keen = {"must": 0.9, "expected": 0.8, "encouraged": 0.55, "none": 0}[setting.expectation]
    low, high = _SIZES[setting.provider_type]
    children = dice.uniform(low, high) * (1.1 if setting.cluster in ("Birch", "Damson") else 1)
    return Part(children=children, keen=min(0.97, keen * dice.uniform(0.75, 1.2)))


def _childminders(childminders: list[Setting], cast: dict[int, Part], count: int, dice: Random) -> None:
    """A quarter share the agency’s SENCO, a fifth are their own, a third have no one yet, some are silent."""
    roles = ["senco", "shared", "nobody", "shared", "nobody", "senco", "nobody", "shared", "silent"] * (len(childminders) // 9 + 1)
    roles = roles[: len(childminders)]
    dice.shuffle(roles)
    for turn, (setting, role) in enumerate(zip(childminders, roles, strict=True)):
        part = cast[setting.key]
        if role == "silent":
            part.told_terms = range(count - 4) if turn % 2 and count > 5 else range(0)
        else:
            part.cover = role
            part.children = 0 if role == "nobody" else part.children


def _stay_away(settings: list[Setting], cast: dict[int, Part], count: int) -> None:
    """A few settings stop coming to cluster meetings in the third term from the end."""
    wanted = {"Alder": 1, "Birch": 1, "Cherry": 1, "Damson": 3, "Elm": 1}
    for setting in settings:
        if wanted.get(setting.cluster) and setting.expectation == "expected" and setting.key % 4 == 1:
            wanted[setting.cluster] -= 1
            cast[setting.key].keen, cast[setting.key].stays_away_from = 0.93, max(0, count - 3)


def _leave_out(settings: list[Setting], diary: Diary, cast: dict[int, Part], dice: Random) -> None:
    """Returns that do not come: small settings more often, never those whose story has to be told."""
    for days in diary.terms:
        owing = [setting for setting in settings if setting.owes_returns and setting.is_open(days.bulk_on)]
        age = diary.last.index - days.index
        silent = sum(3 for setting in owing if days.index not in cast[setting.key].told_terms)
        wanted = round(3 * len(owing) * _MISSING_SHARE[min(age, len(_MISSING_SHARE) - 1)]) - silent
        able = [setting for setting in owing if days.index in cast[setting.key].told_terms and not cast[setting.key].scripted]
        silent_lately = {("senco_posts", days.index - 1), ("senco_posts", days.index - 2)}
        able = [setting for setting in able if cast[setting.key].children <= 6 and not silent_lately <= cast[setting.key].missing]
        able.sort(key=lambda setting: cast[setting.key].children * dice.uniform(0.2, 1) - 1.2 * (setting.cluster == "Damson"))
        for turn, setting in enumerate(able):
            if wanted <= 0:
                break
            small = cast[setting.key].children < 1.7
            left_out = (RETURNS, RETURNS, RETURNS[1:])[turn % 3] if small else (("referrals",), ("senco_posts", "referrals"))[turn % 2]
            cast[setting.key].missing |= {(name, days.index) for name in left_out}
            wanted -= len(left_out)
