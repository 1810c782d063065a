"""Is what is heard kept, once?"""

from services.tracking.commands import HearAccountFact, HearCaseFact
from services.tracking.decider import account, case
from services.tracking.events import AccountFactHeard, CaseFactHeard
from services.tracking.reactions import react
from tests.scenario import scenarios
from tests.tracking.cast import ordinary_first

given_case = scenarios(case)
given_account = scenarios(account)

COMMANDS = [c for m in ordinary_first().told for c in react(m.heard, m.envelope)]  # type: ignore[arg-type]
[started, activated] = [c for c in COMMANDS if isinstance(c, HearAccountFact)]
[opened, submitted, *_] = [c for c in COMMANDS if isinstance(c, HearCaseFact)]


def case_fact(command: HearCaseFact) -> CaseFactHeard:
    return CaseFactHeard(case_id=command.case_id, told=command.told, cause=command.cause)


def account_fact(command: HearAccountFact) -> AccountFactHeard:
    return AccountFactHeard(account_id=command.account_id, told=command.told, cause=command.cause)


def test_a_fact_of_a_case_is_kept_with_all_that_came_with_it() -> None:
    given_case().when(opened).then(case_fact(opened))


def test_a_fact_that_came_too_early_is_kept_all_the_same() -> None:
    given_case().when(submitted).then(case_fact(submitted))
    given_case(case_fact(submitted)).when(opened).then(case_fact(opened))


def test_hearing_a_fact_of_a_case_again_changes_nothing() -> None:
    given_case(case_fact(opened), case_fact(submitted)).when(opened).then_nothing()


def test_a_fact_of_an_account_is_kept() -> None:
    given_account().when(started).then(account_fact(started))
    given_account(account_fact(started)).when(activated).then(account_fact(activated))


def test_hearing_a_fact_of_an_account_again_changes_nothing() -> None:
    given_account(account_fact(started), account_fact(activated)).when(started).then_nothing()
