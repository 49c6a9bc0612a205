"""Secrets are made once, are readable by their owner only, and each process gets its own."""

import base64
import stat

from chassis.processes import AMQP_USERS, DATABASE_ROLES, PROCESSES, process
from chassis.settings import Settings
from dev import secrets
from dev.ports import read_environment_file


def _mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_secrets_are_made_once_and_stay_the_same(tmp_path):
    assert secrets.ensure(tmp_path) == secrets.ensure(tmp_path)


def test_every_role_and_user_gets_a_password_of_its_own(tmp_path):
    made = secrets.ensure(tmp_path)
    passwords = [made[f"DB_PASSWORD_{role.upper()}"] for role in DATABASE_ROLES]
    passwords += [made[f"AMQP_PASSWORD_{user.upper()}"] for user in AMQP_USERS]
    assert len(set(passwords)) == len(DATABASE_ROLES) + len(AMQP_USERS)


def test_only_the_owner_can_read_any_file_with_a_secret(tmp_path):
    secrets.ensure(tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 1 + 2 + len(PROCESSES) + 5  # postgres, rabbitmq, grafana, deploy, ops
    assert {_mode(path) for path in files} == {0o600}


def test_an_opened_file_is_closed_again(tmp_path):
    secrets.ensure(tmp_path)
    (tmp_path / "secrets.env").chmod(0o644)
    secrets.ensure(tmp_path)
    assert _mode(tmp_path / "secrets.env") == 0o600


def test_a_secret_that_a_new_version_needs_is_added_and_the_others_stay(tmp_path):
    before = secrets.ensure(tmp_path)
    path = tmp_path / "secrets.env"
    path.write_text("".join(line for line in path.read_text().splitlines(True) if "TOKEN_KEY" not in line))
    after = secrets.ensure(tmp_path)
    assert after["TOKEN_KEY"] != before["TOKEN_KEY"]
    assert after | {"TOKEN_KEY": ""} == before | {"TOKEN_KEY": ""}


def test_a_process_file_holds_its_own_secrets_and_nobody_elses(tmp_path):
    secrets.ensure(tmp_path)
    assert set(read_environment_file(tmp_path / "env" / "training.env")) == {
        "DB_PASSWORD_TRAINING", "AMQP_PASSWORD_TRAINING"}
    assert {"ID_KEY_1", "ID_KEY_CURRENT", "INDEX_KEY", "TOKEN_KEY"} <= set(
        read_environment_file(tmp_path / "env" / "gateway.env"))


def test_a_second_key_is_given_to_the_gateway_while_one_follows_the_other(tmp_path):
    assert "ID_KEY_2" not in secrets.ensure(tmp_path)
    path = tmp_path / "secrets.env"
    path.write_text(path.read_text().replace("ID_KEY_CURRENT=1", "ID_KEY_CURRENT=2") + "ID_KEY_2=bmV3\n")
    secrets.ensure(tmp_path)
    given = read_environment_file(tmp_path / "env" / "gateway.env")
    assert (given["ID_KEY_2"], given["ID_KEY_CURRENT"]) == ("bmV3", "2")
    assert "ID_KEY_2" not in read_environment_file(tmp_path / "env" / "training.env")
    assert "ID_KEY_2" in process("gateway").environment


def test_the_settings_read_what_was_made(tmp_path):
    made = secrets.ensure(tmp_path)
    settings = Settings.from_environment(made | secrets.signing_key_files(tmp_path) | {"MODE": "test"})
    assert settings.id_keys() == {"1": base64.b64decode(made["ID_KEY_1"])}
    assert settings.id_key_current() == "1"
    assert len(settings.index_key()) == len(settings.token_key()) == 32
    assert b"BEGIN PRIVATE KEY" in settings.token_private_key()
    assert b"BEGIN PUBLIC KEY" in settings.token_public_key()


def test_a_container_gets_the_signing_keys_without_a_file(tmp_path):
    secrets.ensure(tmp_path)
    told = read_environment_file(tmp_path / "env" / "gateway.env")
    settings = Settings.from_environment(told | {"MODE": "test"})
    assert settings.token_private_key() == (tmp_path / "keys" / "token_private.pem").read_bytes()
