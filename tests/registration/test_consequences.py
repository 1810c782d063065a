"""What is decided together with a fact?"""

from dataclasses import replace

from chassis.messages import Erased
from services.registration.commands import ClaimAddress, ClaimCode
from services.registration.consequences import follow
from services.registration.values import Holder
from tests.registration.cast import (
    ADA,
    ADDRESS_ID,
    BO,
    CODE_ID,
    DAY,
    HERON,
    MINUTE,
    MONDAY,
    OTHER_ADDRESS_ID,
    RIGHT,
    VERA,
    activated,
    activation_mail_asked,
    address_given,
    appointed,
    ask_activation_mail,
    corrected,
    entrusted,
    lapsed,
    notice_asked,
    rejected,
    resent,
    second_link,
    started,
    third_link,
)


def test_each_new_link_is_mailed_to_the_address_it_is_for() -> None:
    assert follow(started) == [ask_activation_mail]
    assert follow(corrected) == [
        replace(ask_activation_mail, mail_id=second_link.mail_id, person_id=BO, to=RIGHT, at=MONDAY + MINUTE)
    ]
    assert follow(resent) == [replace(ask_activation_mail, mail_id=third_link.mail_id, at=MONDAY + 2 * MINUTE)]


def test_nothing_is_mailed_to_somebody_erased() -> None:
    assert follow(replace(started, user=Erased(person_id=ADA))) == []


def test_activation_takes_code_and_address() -> None:
    assert follow(activated) == [
        ClaimCode(code_id=CODE_ID, account_id=HERON, at=MONDAY + DAY),
        ClaimAddress(address_id=ADDRESS_ID, holder=Holder(kind="enterprise", account_id=HERON), at=MONDAY + DAY),
    ]


def test_an_appointment_takes_the_address() -> None:
    holder = Holder(kind="staff", account_id=VERA)
    assert follow(appointed) == [ClaimAddress(address_id=OTHER_ADDRESS_ID, holder=holder, at=MONDAY)]


def test_nothing_follows_from_the_rest() -> None:
    for event in (rejected, lapsed, address_given, entrusted, activation_mail_asked, notice_asked):
        assert follow(event) == []
