"""The sample’s settings: what the register says of each, and how the register changes.

Every name, number and postcode is invented: postcodes are in ZZ, addresses of e-mail in `.example`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from data.examples.days import Diary, between, weekday

CLUSTERS = ("Alder", "Birch", "Cherry", "Damson", "Elm")
OFFICERS = {"Alder": "J. Okafor", "Birch": "J. Okafor", "Cherry": "S. Lindqvist", "Damson": "A. Mehta", "Elm": "S. Lindqvist"}
AGENCY = "Bramble Gate Childminder Agency"
NETWORKS = ("Hedgerow Partnership", "Lantern Early Years Group")

MUST = ("maintained_nursery_school", "school_nursery_class")
EXPECTED = ("group_full_day", "group_sessional", "out_of_school")

# fmt: off
_WORDS = (
    "Fern Bank", "Marigold", "Kite Hill", "Larkrise", "Acorn Steps", "Hedgerow", "Daisy Chain", "Sandpiper", "Windmill",
    "Robin Row", "Wren House", "Pebble Mill", "Lantern", "Tall Trees", "Puddle Lane", "Bluebell", "Honeycomb", "Thistledown",
    "Otter Brook", "Copper Kettle", "Foxglove", "Willow Bend", "Skylark", "Dovecote", "Clover Field", "Dandelion", "Little Owl",
    "Orchard End", "Juniper", "Snowdrop", "Hazel Nook", "Ladybird", "Rowan Tree", "Starling", "Tidepool", "Toadflax",
    "Meadow Gate", "Nightingale", "Periwinkle", "Hopscotch", "Conker", "Teasel", "Buttercup", "Swallow Barn", "Ivy Porch",
    "Sunflower", "Woodpecker", "Jigsaw", "Paper Boat", "Round House", "Cartwheel", "Kingfisher", "Badger Wood", "Rosehip",
    "Crab Apple", "Whistling Kettle", "Tin Drum", "Sycamore Yard", "Mulberry Row", "Goldcrest", "Plum Tree", "Moonpenny",
    "Blackbird", "Cuckoo Clock", "Seven Stiles", "Gooseberry", "Marble Arch Lane", "Old Forge", "Velvet Mole", "Tumbledown",
)
# fmt: on
_ENDINGS = {
    "maintained_nursery_school": ("Nursery School",),
    "school_nursery_class": ("Primary nursery", "Infant School nursery"),
    "group_full_day": ("Day Nursery", "Children’s Centre", "Kindergarten"),
    "group_sessional": ("Pre-school", "Playgroup"),
    "out_of_school": ("After School Club",),
}
_WARDS = {
    "Alder": ("Mill End", "Riverside"),
    "Birch": ("Quarry Bank", "Station"),
    "Cherry": ("Market", "Weir"),
    "Damson": ("Dockside", "Furnace Hill"),
    "Elm": ("Common", "Long Meadow"),
}
# Of 120: the share of each provider type, childminders take the rest.
_OF_120 = {
    "maintained_nursery_school": 3,
    "school_nursery_class": 9,
    "group_full_day": 33,
    "group_sessional": 22,
    "out_of_school": 7,
    "childminder_agency": 1,
}
_DEAL = {"must": "ABCDEBDABCDE", "expected": "ABCDEBDACDBEA", "childminder": "ABCDEBADCBDEA"}
_PLACES = {
    "maintained_nursery_school": (60, 104),
    "school_nursery_class": (26, 52),
    "group_full_day": (32, 96),
    "group_sessional": (18, 40),
}


@dataclass(frozen=True)
class Setting:
    """One row of the register. `written` is the number as returns write it; `listed` are the loads it stands in."""

    key: int
    urn: str
    scheme: str
    name: str
    provider_type: str
    cluster: str
    ward: str
    postcode: str
    places: int | None
    funded: bool
    opened_on: date
    closed_on: date | None = None
    on_early_years_register: bool = True
    network: str | None = None
    safeguarding_months: int | None = None
    ofsted: tuple[str | None, str | None, str | None, date | None] = (None, None, None, None)
    written: str = ""
    moves_to: str | None = None
    listed_from: int = 0
    listed_to: int = 9

    @property
    def expectation(self) -> str:
        if self.provider_type in MUST:
            return "must"
        return "expected" if self.provider_type in EXPECTED else "encouraged" if self.provider_type == "childminder" else "none"

    @property
    def owes_returns(self) -> bool:
        return self.on_early_years_register and (
            self.expectation in ("must", "expected") or (self.expectation == "encouraged" and self.funded)
        )

    @property
    def slug(self) -> str:
        return "-".join("".join(letter for letter in word if letter.isalnum()) for word in self.name.lower().replace("-", " ").split())

    def cluster_on(self, day: date, moved_on: date | None) -> str:
        """The cluster it meets with on a day."""
        return self.moves_to if self.moves_to and moved_on and day >= moved_on else self.cluster

    def is_open(self, day: date) -> bool:
        return self.opened_on <= day and (self.closed_on is None or day < self.closed_on)


@dataclass(frozen=True)
class Load:
    """One load of the register: the day it is accepted, the day it takes effect (None: that day)."""

    accepted_on: date
    effective_on: date | None = None
    confirm_closures: bool = False


def loads(diary: Diary) -> list[Load]:
    """The register is loaded at the start, once with a cluster change ahead, and once confirming a closure."""
    found = [Load(min(diary.first.term.starts_on + timedelta(days=9), diary.first.bulk_on))]
    count = len(diary.terms)
    if count >= 3:
        moved = diary.terms[max(0, count - 4)].term
        closing = diary.terms[count - 2].term
        found.append(Load(weekday(moved.ends_on - timedelta(days=18)), effective_on=diary.terms[max(0, count - 4) + 1].term.starts_on))
        found.append(Load(weekday(closing.due_on + timedelta(days=10)), confirm_closures=True))
    return found


def moved_on(diary: Diary) -> date | None:
    """The day from which settings that move belong to their new cluster."""
    found = loads(diary)
    return found[1].effective_on if len(found) > 1 else None


def settings(count: int, diary: Diary, dice: Random) -> list[Setting]:
    """The settings, schools first; some open, close or move while the sample runs."""
    types = [kind for kind, of_120 in _OF_120.items() for _ in range(max(1, round(count * of_120 / 120)))]
    types += ["childminder"] * (count - len(types))
    numbers = dice.sample(range(410000, 499999), count)
    old_numbers = dice.sample(range(300100, 399999), count)
    dealt: dict[str, int] = {}
    found = []
    for key, kind in enumerate(types):
        group = "must" if kind in MUST else "childminder" if kind == "childminder" else "expected"
        turn = dealt[group] = dealt.get(group, -1) + 1
        letter = _DEAL[group][turn % len(_DEAL[group])]
        cluster = next(name for name in CLUSTERS if name.startswith(letter))
        scheme, urn = _number(kind, key, turn, numbers[key], old_numbers[key], dice)
        low, high = _PLACES.get(kind, (6, 6) if kind == "childminder" else (16, 40))
        found.append(
            Setting(
                key=key,
                urn=urn,
                scheme=scheme,
                name=_name(kind, key, f"{letter}{turn // 5 + 1:02d}", found),
                provider_type=kind,
                cluster=cluster,
                ward=dice.choice(_WARDS[cluster]),
                postcode=f"ZZ{CLUSTERS.index(cluster) + 1} {dice.randint(1, 9)}{dice.choice('ABDEFGHJLN')}{dice.choice('PQRSTUWXYZ')}",
                places=None if kind == "childminder_agency" else dice.randint(low, high),
                funded=turn % 3 == 0 if kind == "childminder" else kind not in ("out_of_school", "childminder_agency"),
                opened_on=between(dice, date(2004, 1, 5), diary.first.term.starts_on - timedelta(days=500)),
                safeguarding_months=12 if kind in MUST and turn % 2 else None,
                ofsted=_inspection(kind, key, diary, dice),
            )
        )
    return _with_collision(_with_changes(found, diary))


def _name(kind: str, key: int, label: str, earlier: list[Setting]) -> str:
    if kind == "childminder":
        taken = sum(other.name.startswith(f"Childminder {label[0]}") for other in earlier)
        return f"Childminder {label[0]}{taken + 1:02d}"
    if kind == "childminder_agency":
        return AGENCY if not any(other.name == AGENCY for other in earlier) else f"Childminder Agency {key}"
    word, lap = _WORDS[key * 29 % len(_WORDS)], key // len(_WORDS)
    endings = _ENDINGS[kind]
    name = f"{word} {endings[(key + lap) % len(endings)]}"
    return name if all(other.name != name for other in earlier) else f"{name} {lap + 1}"


def _number(kind: str, key: int, turn: int, number: int, old_number: int, dice: Random) -> tuple[str, str]:
    if kind in MUST:
        return "dfe", str(old_number - 200000)
    if kind == "childminder_agency" or (kind == "out_of_school" and turn % 3 == 0) or (kind == "group_sessional" and turn % 11 == 5):
        return "la", str(500100 + key)
    if kind == "childminder" and turn % 3 == 1:
        return "ofsted", str(2000000 + number)
    return "ofsted", str(old_number) if dice.random() < 0.3 else f"EY{number}"


def _inspection(kind: str, key: int, diary: Diary, dice: Random) -> tuple[str | None, str | None, str | None, date | None]:
    """Framework, judgement, inclusion grade, day: report cards since November 2025 grade inclusion and give no overall grade."""
    day = between(dice, diary.first.term.starts_on - timedelta(days=900), diary.today - timedelta(days=70))
    roll = dice.random()
    if kind == "childminder_agency" or roll < 0.07:
        return None, None, None, None
    if day >= date(2025, 11, 10):
        inclusion = "Needs attention" if roll < 0.12 else "Strong standard" if roll > 0.8 else "Expected standard"
        return "Report card", None, inclusion, day
    judgement = "Inadequate" if key % 97 == 41 else "Requires improvement" if roll < 0.12 else "Outstanding" if roll > 0.86 else "Good"
    return "EIF", judgement, None, day


def _with_changes(found: list[Setting], diary: Diary) -> list[Setting]:
    """Settings that open, close, move, or are not on the Early Years Register."""
    changed = {setting.key: setting for setting in found}

    def change(kind: str, nth: int, **new: object) -> None:
        of_kind = [setting for setting in found if setting.provider_type == kind]
        if len(of_kind) > nth:
            setting = changed[of_kind[nth].key]
            if "moves_to" in new:
                new["moves_to"] = CLUSTERS[(CLUSTERS.index(setting.cluster) + 1) % len(CLUSTERS)]
            changed[setting.key] = replace(setting, **new)

    register = loads(diary)
    change("out_of_school", 6, on_early_years_register=False)
    for nth, turn in enumerate((4, 9, 14)):
        change("group_sessional" if nth else "group_full_day", turn, network=NETWORKS[0])
    for turn in (6, 12, 18, 24):
        change("group_full_day", turn, network=NETWORKS[1])
    if len(register) == 3:
        opens_on = register[1].effective_on
        change("group_full_day", 30, opened_on=opens_on + timedelta(days=5), listed_from=1)
        change("childminder", 40, opened_on=register[2].accepted_on + timedelta(days=40), listed_from=2)
        change("group_sessional", 19, closed_on=register[2].accepted_on, listed_to=1)
        change("group_full_day", 28, closed_on=opens_on + timedelta(days=88))
        change("childminder", 33, closed_on=opens_on - timedelta(days=12))
        change("group_full_day", 9, moves_to="next")
        change("childminder", 14, moves_to="next")
    return list(changed.values())


def _with_collision(found: list[Setting]) -> list[Setting]:
    """One Ofsted number that is also a DfE number, as happens: returns must then write the scheme in front."""
    school = next((setting for setting in found if setting.provider_type == "school_nursery_class"), None)
    group = next((setting for setting in found if setting.provider_type == "group_full_day" and setting.scheme == "ofsted"), None)
    clash = {school.key, group.key} if school and group else set()
    numbered = [replace(setting, urn=school.urn) if group and school and setting.key == group.key else setting for setting in found]
    return [replace(setting, written=f"{setting.scheme}:{setting.urn}" if setting.key in clash else setting.urn) for setting in numbered]


def register_rows(found: list[Setting], load_number: int) -> list[dict[str, object]]:
    """The rows of the register’s nth load (0 is the first)."""
    rows = []
    for setting in found:
        if not setting.listed_from <= load_number <= setting.listed_to:
            continue
        cluster = setting.moves_to if setting.moves_to and load_number >= 1 else setting.cluster
        framework, judgement, inclusion, inspected_on = setting.ofsted
        told_closing = setting.closed_on if load_number >= 1 and setting.listed_to > 2 else None
        rows.append(
            {
                "urn": setting.urn,
                "urn_scheme": setting.scheme,
                "name": setting.name,
                "provider_type": setting.provider_type,
                "cluster": cluster,
                "area_senco": OFFICERS[cluster],
                "ward": setting.ward,
                "postcode": setting.postcode,
                "places": setting.places,
                "funded": setting.funded,
                "on_early_years_register": setting.on_early_years_register,
                "opened_on": setting.opened_on,
                "closed_on": told_closing,
                "shared_senco_network": setting.network,
                "contact_email": f"office@{setting.slug}.example",
                "safeguarding_months": setting.safeguarding_months,
                "ofsted_framework": framework,
                "ofsted_judgement": judgement,
                "ofsted_inclusion": inclusion,
                "ofsted_on": inspected_on,
            }
        )
    return rows
