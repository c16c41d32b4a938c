"""The contracts in force, in the order a store needs them: the register first, events before attendance, optional ones last."""

from data.contract import Contract
from data.contracts.contacts import CONTACTS
from data.contracts.ehc_timeline import EHC_TIMELINE
from data.contracts.funding import FUNDING
from data.contracts.referrals import REFERRALS
from data.contracts.sen_reviews import SEN_REVIEWS
from data.contracts.senco_posts import SENCO_POSTS
from data.contracts.send_practice import SEND_PRACTICE
from data.contracts.settings import SETTINGS
from data.contracts.training_attendance import TRAINING_ATTENDANCE
from data.contracts.training_events import TRAINING_EVENTS
from data.contracts.transitions import TRANSITIONS
from data.errors import ToolError

CONTRACTS: dict[str, Contract] = {
    contract.name: contract
    for contract in (
        *(SETTINGS, SENCO_POSTS, SEN_REVIEWS, REFERRALS, TRAINING_EVENTS, TRAINING_ATTENDANCE),
        *(SEND_PRACTICE, TRANSITIONS, CONTACTS, FUNDING, EHC_TIMELINE),
    )
}


def contract_named(name: str) -> Contract:
    """The contract of a return by its name or code (`sen_reviews`, `R2`); a ToolError lists the names."""
    for contract in CONTRACTS.values():
        if name.casefold() in (contract.name, contract.code.casefold()):
            return contract
    raise ToolError(f"There is no return called “{name}”. The returns are: {', '.join(CONTRACTS)}.")
