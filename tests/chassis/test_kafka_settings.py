"""Are the settings of Kafka read as they are meant? Encryption asked for in any spelling is encryption, and what is unknown is refused."""

import pytest

from chassis.kafka import KafkaSettings
from chassis.settings import Misconfigured


def test_encryption_asked_for_in_lower_case_is_encryption() -> None:
    settings = KafkaSettings.of({"kafka_security_protocol": "sasl_ssl", "kafka_username": "u", "kafka_password": "p"})
    security = settings.security()
    assert settings.client()["security_protocol"] == "SASL_SSL"
    assert settings.client()["sasl_mechanism"] == "PLAIN"
    assert settings.client()["ssl_context"] is not None
    assert security is not None
    assert security.use_ssl
    assert security.ssl_context is not None


def test_a_mechanism_without_sasl_sends_no_password() -> None:
    settings = KafkaSettings.of({"kafka_sasl_mechanism": "PLAIN", "kafka_username": "u", "kafka_password": "p"})
    assert settings.security() is None
    assert "sasl_plain_password" not in settings.client()


@pytest.mark.parametrize(
    "wrong", [{"kafka_security_protocol": "TLS"}, {"kafka_security_protocol": "SASL_SSL", "kafka_sasl_mechanism": "MD5"}]
)
def test_what_is_unknown_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(Misconfigured):
        KafkaSettings.of(wrong)


def test_a_password_is_never_shown() -> None:
    assert "open sesame" not in repr(KafkaSettings.of({"kafka_password": "open sesame"}))
