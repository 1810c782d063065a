"""What does tracking allow? Every fact may be heard once, in any order; every deadline is missed and taken back once."""

from services.tracking.decider.account import HeardOfAccount, account
from services.tracking.decider.case import CaseHistory, case

__all__ = ["CaseHistory", "HeardOfAccount", "account", "case"]
