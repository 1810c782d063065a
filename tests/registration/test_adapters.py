"""Do links, session keys and the register of bodies hold what they promise?"""

import hashlib
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from joserfc import jwt
from joserfc.errors import BadSignatureError
from joserfc.jwk import ECKey

from chassis.keyed import Keyed
from services.registration.adapters.bodies import filed_bodies
from services.registration.adapters.links import account_of, hash_of, new_link, token_of
from services.registration.adapters.sessions import Identity, key_id, public_key, token
from services.registration.values import MailId
from tests.registration.cast import HERON, MONDAY, STRANGER

keyed = Keyed(b"sixteen bytes and a few more")
ada = Identity(kind="enterprise", account_id=HERON, person_id=UUID(int=3), user_name="Ada")


def test_a_token_is_computed_again_from_account_and_mail() -> None:
    mail = MailId(UUID(int=1))
    link = new_link(keyed, HERON, mail, MONDAY)
    assert link.token_hash == hash_of(token_of(keyed, HERON, mail))
    assert link.token_hash == hashlib.sha256(token_of(keyed, HERON, mail).encode()).hexdigest()
    assert account_of(token_of(keyed, HERON, mail)) == HERON


def test_every_mail_and_every_account_has_a_token_of_its_own() -> None:
    first, second = MailId(UUID(int=1)), MailId(UUID(int=2))
    tokens = {token_of(keyed, account, mail).partition(".")[2] for account in (HERON, STRANGER) for mail in (first, second)}
    assert len(tokens) == 4


def test_what_is_no_token_is_of_no_account() -> None:
    assert [account_of(text) for text in ("", "nonsense", ".x", "g" * 32)] == [None] * 4


def test_a_session_is_verified_by_its_public_key_and_by_no_other() -> None:
    signed = token(keyed, 1, ada, at=MONDAY, lifetime=timedelta(hours=8))
    claims = jwt.decode(signed, ECKey.import_key(dict(public_key(keyed, 1))), algorithms=["ES256"]).claims
    assert claims == {
        "iss": "ekey-registration",
        "sub": str(HERON),
        "pid": str(UUID(int=3)),
        "kind": "enterprise",
        "body": "",
        "roles": [],
        "iat": int(MONDAY.timestamp()),
        "exp": int(MONDAY.timestamp()) + 8 * 3600,
    }
    with pytest.raises(BadSignatureError):
        jwt.decode(signed, ECKey.import_key(dict(public_key(keyed, 2))), algorithms=["ES256"])


def test_the_same_number_is_the_same_key_and_its_private_half_stays_here() -> None:
    assert key_id(keyed, 1) == key_id(Keyed(b"sixteen bytes and a few more"), 1)
    assert key_id(keyed, 1) != key_id(keyed, 2)
    assert "d" not in public_key(keyed, 1)


def test_bodies_are_what_the_file_says(tmp_path: Path) -> None:
    file = tmp_path / "bodies.yaml"
    file.write_text("bodies: [{code: ZJ, kind: issuing, zh: 浙江}, {code: P, kind: provider}]", encoding="utf-8")
    bodies = filed_bodies(str(file))
    assert [bodies.kind_of(code) for code in ("ZJ", "P", "XX")] == ["issuing", "provider", None]
    assert filed_bodies("").kind_of("ZJ") is None


def test_a_wrong_file_is_named_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "bodies.yaml"
    file.write_text("bodies: [{code: ZJ, kind: palace}]", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bodies\.yaml: bodies\.0\.kind"):
        filed_bodies(str(file))
