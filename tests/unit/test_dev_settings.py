"""Settings name the variable that is missing, and build addresses that survive odd characters."""

import psycopg.conninfo
import pytest

from chassis.settings import KnownSecret, MissingSetting, Settings

PLACE = {"MODE": "test", "DB_HOST": "db", "DB_PORT": "5432", "DB_NAME": "wuchuang", "AMQP_HOST": "mq",
         "AMQP_PORT": "5672"}


def test_a_missing_password_is_named():
    with pytest.raises(MissingSetting, match="DB_PASSWORD_TRAINING"):
        Settings.from_environment(PLACE).database_conninfo("training")


def test_an_unknown_mode_is_refused():
    with pytest.raises(MissingSetting, match="MODE"):
        Settings.from_environment({"MODE": "debug"})


def test_a_password_with_quotes_and_spaces_reaches_the_database_unchanged():
    settings = Settings.from_environment(PLACE | {"DB_PASSWORD_TRAINING": "it's \\ a=b"})
    assert psycopg.conninfo.conninfo_to_dict(settings.database_conninfo("training")) == {
        "host": "db", "port": "5432", "dbname": "wuchuang", "user": "training", "password": "it's \\ a=b"}


def test_a_password_with_a_slash_does_not_break_the_broker_address():
    settings = Settings.from_environment(PLACE | {"AMQP_PASSWORD_RELAY": "a/b@c"})
    assert settings.amqp_url("relay") == "amqp://relay:a%2Fb%40c@mq:5672/%2F"


def test_secrets_do_not_show_when_settings_are_printed():
    assert "geheim" not in repr(Settings.from_environment(PLACE | {"DB_PASSWORD_TRAINING": "geheim"}))


@pytest.mark.parametrize(("told", "host"), [
    ({}, "127.0.0.1"), ({"HEALTH_HOST": "10.1.2.3"}, "10.1.2.3"), ({"HEALTH_HOST": "{process}"}, "training"),
    ({"HEALTH_HOST": "{process}.wuchuang.internal"}, "training.wuchuang.internal")])
def test_a_process_is_asked_for_on_this_machine_or_where_it_is_said_to_run(told, host):
    assert Settings.from_environment(PLACE | told).health_host("training") == host


def test_a_port_that_is_no_number_is_refused_and_named():
    with pytest.raises(MissingSetting, match="HEALTH_PORT_RELAY"):
        Settings.from_environment(PLACE | {"HEALTH_PORT_RELAY": "x"}).health_port("relay")


def test_the_gateway_answers_health_on_its_own_port():
    assert Settings.from_environment(PLACE | {"PORT": "8123"}).health_port("gateway") == 8123


def test_the_management_address_follows_the_broker_unless_told():
    alone = Settings.from_environment(PLACE | {"AMQP_URL": "amqp://admin:pw@mq:5672/"})
    assert alone.amqp_management_url() == "http://admin:pw@mq:15672"
    told = Settings.from_environment(PLACE | {"AMQP_MANAGEMENT_URL": "http://admin:pw@mq:1"})
    assert told.amqp_management_url() == "http://admin:pw@mq:1"


def test_a_key_of_the_wrong_length_is_refused():
    with pytest.raises(MissingSetting, match="INDEX_KEY"):
        Settings.from_environment(PLACE | {"INDEX_KEY": "c2hvcnQ="}).index_key()


@pytest.mark.parametrize("known", ["guest", "postgres", "changeme", "password", "aaaaaaaaaaaaaaaaaaaaaaaa"])
@pytest.mark.parametrize("mode", ["demo", "production"])
def test_a_password_that_anybody_would_try_is_refused_without_being_shown(mode, known):
    settings = Settings.from_environment(PLACE | {"MODE": mode, "DB_PASSWORD_TRAINING": known})
    with pytest.raises(KnownSecret, match="DB_PASSWORD_TRAINING") as told:
        settings.database_conninfo("training")
    assert known not in str(told.value)


def test_a_key_of_zeros_is_refused_outside_tests():
    with pytest.raises(KnownSecret, match="INDEX_KEY"):
        Settings.from_environment(PLACE | {"MODE": "production", "INDEX_KEY": "A" * 43 + "="}).index_key()
