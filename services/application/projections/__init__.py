"""What can be asked of application? Which applications there are and how each stands; which of them wait for their applicant."""

from services.application.projections.cases import CaseRow, cases, place
from services.application.projections.waiting import Waiting, waiting

__all__ = ["CaseRow", "Waiting", "cases", "place", "waiting"]
