"""Is "revoked before the next is active" right, and what suspends?"""

from dataclasses import replace

from services.production.decider import certificates
from services.production.events.certificates import CertificateActivated, CertificateIssued, CertificateRevoked, SealMade
from tests.production import cast
from tests.scenario import scenarios

given = scenarios(certificates)

reissue = replace(cast.issue, kind="reissue", earlier_key="K-11")
renewal = replace(
    cast.issue, kind="renewal", case_id=cast.OTHER_CASE, certificate=cast.certificate_2, seal=cast.seal_2, at=cast.TUESDAY
)
renewed = replace(cast.issued, kind="renewal", case_id=cast.OTHER_CASE, certificate=cast.certificate_2, issued_at=cast.TUESDAY)
in_use = (cast.issued, cast.sealed, cast.activated)


def test_a_first_certificate_is_issued_with_its_seal() -> None:
    given().when(cast.issue).then(cast.issued, cast.sealed)


def test_the_same_certificate_is_issued_once() -> None:
    given(cast.issued, cast.sealed).when(cast.issue).then_nothing()


def test_a_case_never_has_two_unrevoked_certificates() -> None:
    second = replace(cast.issue, attempt=2, certificate=cast.certificate_2, seal=cast.seal_2)
    given(cast.issued, cast.sealed).when(second).then_refused("case_has_certificate")
    given(cast.issued, cast.sealed, cast.revoked).when(second).then_events(types=[CertificateIssued, SealMade])


def test_a_login_name_in_use_gets_no_first_certificate() -> None:
    given(*in_use).when(replace(renewal, kind="first")).then_refused("login_name_in_use")


def test_a_reissue_revokes_the_earlier_certificate_first() -> None:
    given(cast.adopted, cast.earlier_suspended).when(reissue).then(
        cast.earlier_revoked, replace(cast.issued, kind="reissue"), cast.sealed
    )


def test_a_reissue_waits_until_the_earlier_certificate_is_known() -> None:
    given().when(reissue).then_refused("earlier_certificate_unknown")


def test_a_second_attempt_of_a_reissue_revokes_nothing_twice() -> None:
    history = (cast.adopted, cast.earlier_revoked, replace(cast.issued, kind="reissue"), cast.revoked)
    again = replace(reissue, attempt=2, certificate=cast.certificate_2, seal=cast.seal_2)
    given(*history).when(again).then_events(types=[CertificateIssued, SealMade])


def test_an_earlier_certificate_is_adopted_once() -> None:
    given().when(cast.adopt).then(cast.adopted)
    given(cast.adopted).when(cast.adopt).then_nothing()


def test_a_certificate_of_our_own_is_not_adopted() -> None:
    given(*in_use).when(replace(cast.adopt, serial="c1")).then_nothing()


def test_a_reason_suspends_once() -> None:
    given(cast.adopted).when(cast.suspend_earlier).then(cast.earlier_suspended)
    given(cast.adopted, cast.earlier_suspended).when(cast.suspend_earlier).then_nothing()


def test_an_unknown_certificate_is_not_suspended() -> None:
    given().when(cast.suspend_earlier).then_refused("certificate_unknown")


def test_an_ended_certificate_needs_no_suspension() -> None:
    given(*in_use, cast.revoked).when(cast.suspend).then_nothing()


def test_lifting_the_only_reason_restores_what_was_beneath() -> None:
    given(cast.adopted, cast.earlier_suspended).when(cast.lift_earlier).then(cast.earlier_lifted)
    given(cast.adopted).when(cast.lift_earlier).then_nothing()
    given().when(cast.lift_earlier).then_refused("certificate_unknown")


def test_lifting_one_of_two_reasons_is_not_enough() -> None:
    history = (cast.issued, cast.suspended, cast.suspended_again, cast.deferred)
    given(*history).when(cast.lift).then(cast.lifted_partly)


def test_receipt_activates() -> None:
    given(cast.issued, cast.sealed).when(cast.activate).then(cast.activated)
    given(*in_use).when(cast.activate).then_nothing()


def test_receipt_while_suspended_activates_when_the_last_reason_falls() -> None:
    given(cast.issued, cast.suspended).when(cast.activate).then(cast.deferred)
    given(cast.issued, cast.suspended, cast.deferred).when(cast.activate).then_nothing()
    given(cast.issued, cast.suspended, cast.deferred).when(cast.lift).then(cast.lifted, cast.activated)


def test_lifting_without_receipt_activates_nothing() -> None:
    given(cast.issued, cast.suspended).when(cast.lift).then(cast.lifted)


def test_a_renewed_certificate_is_activated_after_the_older_one_is_revoked() -> None:
    events = given(*in_use, renewed).when(cast.activate_2).then_events(types=[CertificateRevoked, CertificateActivated])
    assert [e.serial for e in events if isinstance(e, CertificateRevoked | CertificateActivated)] == ["c1", "c2"]


def test_a_renewal_leaves_the_older_certificate_in_use_until_then() -> None:
    given(*in_use).when(renewal).then_events(types=[CertificateIssued, SealMade])


def test_no_other_kind_is_activated_beside_an_older_one() -> None:
    given(*in_use, replace(renewed, kind="reissue")).when(cast.activate_2).then_refused("older_certificate_live")


def test_an_ended_or_unknown_certificate_is_not_activated() -> None:
    given(cast.issued, cast.revoked).when(cast.activate).then_refused("certificate_ended")
    given().when(cast.activate).then_refused("certificate_unknown")


def test_revocation_is_final() -> None:
    given(cast.issued, cast.suspended).when(cast.revoke).then(cast.revoked)
    given(cast.issued, cast.revoked).when(cast.revoke).then_nothing()
    given().when(cast.revoke).then_refused("certificate_unknown")


def test_a_certificate_expires_even_while_suspended() -> None:
    given(cast.issued, cast.suspended).when(cast.expire).then(cast.expired)


def test_a_certificate_does_not_expire_early_or_after_its_end() -> None:
    given(cast.issued).when(replace(cast.expire, at=cast.FRIDAY)).then_refused("still_valid")
    given(cast.issued, cast.revoked).when(cast.expire).then_nothing()
    given(cast.issued, cast.expired).when(cast.revoke).then_nothing()
    given().when(cast.expire).then_refused("certificate_unknown")
