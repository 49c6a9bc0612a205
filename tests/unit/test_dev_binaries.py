"""A missing server is installed when that is allowed, and otherwise told in one message."""

import pytest

from dev import binaries

APT = """#!/bin/sh
echo "$@" >> {log}
test -e {policy} && echo "services stay off" >> {log}
case "$*" in *install*) touch {installed};; esac
exit {code}
"""


class Apt:
    """A stand-in for apt-get that writes down what it was asked and "installs" a folder."""

    def __init__(self, folder, code=0):
        self.log, self.installed, self.policy = folder / "log", folder / "installed", folder / "policy-rc.d"
        script = folder / "apt-get"
        script.write_text(APT.format(log=self.log, policy=self.policy, installed=self.installed, code=code))
        script.chmod(0o755)

    def find(self):
        return self.installed if self.installed.exists() else None

    def look_for(self):
        return binaries._found_or_installed(self.find, "RabbitMQ", "rabbitmq-server", "AMQP_URL")


@pytest.fixture
def apt(tmp_path, monkeypatch):
    made = Apt(tmp_path)
    monkeypatch.setattr(binaries, "POLICY_RC", made.policy)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.delenv("ALLOW_INSTALL", raising=False)
    return made


def test_root_installs_what_is_missing_after_an_update_and_starts_no_machine_wide_service(apt):
    assert apt.look_for() == apt.installed
    assert apt.log.read_text().splitlines() == [
        "-qq update", "services stay off",
        "-qq install --yes --no-install-recommends rabbitmq-server", "services stay off"]
    assert not apt.policy.exists()


def test_nothing_is_installed_when_that_is_forbidden(apt, monkeypatch):
    monkeypatch.setenv("ALLOW_INSTALL", "no")
    with pytest.raises(binaries.Missing):
        apt.look_for()
    assert not apt.log.exists()


def test_an_ordinary_user_is_told_what_is_missing_in_two_languages_and_what_to_do(apt, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(binaries.Missing) as told:
        apt.look_for()
    ways_out = ("apt-get install rabbitmq-server", "make compose", "AMQP_URL")
    for words in ("缺少 RabbitMQ", "RabbitMQ is missing", *ways_out):
        assert words in str(told.value)
    assert not apt.log.exists()


def test_a_failed_installation_is_told_and_leaves_the_machine_as_it_was(tmp_path, apt, monkeypatch):
    Apt(tmp_path, code=100)
    with pytest.raises(binaries.Missing, match="apt-get update"):
        apt.look_for()
    assert not apt.policy.exists()


def test_what_is_there_is_used_without_asking_apt(apt):
    apt.installed.touch()
    assert apt.look_for() == apt.installed
    assert not apt.log.exists()


def test_another_version_of_the_broker_is_used_when_its_folder_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("RABBITMQ_PROGRAMS", str(tmp_path))
    assert binaries.rabbitmq() == tmp_path


def test_fonts_are_installed_where_they_are_missing(tmp_path, apt, monkeypatch):
    monkeypatch.setattr(binaries, "FONTS", tmp_path)
    told = binaries.install_fonts()
    assert "fonts-noto-cjk fonts-hanazono" in told
    assert "安装后仍未找到" in told
    assert "install --yes --no-install-recommends fonts-noto-cjk fonts-hanazono" in apt.log.read_text()
    for file in binaries.FONT_PACKAGES.values():
        (tmp_path / file).touch()
    assert binaries.install_fonts() is None


def test_who_may_install_nothing_is_told_how_to_get_the_fonts(tmp_path, apt, monkeypatch):
    monkeypatch.setattr(binaries, "FONTS", tmp_path)
    monkeypatch.setenv("ALLOW_INSTALL", "no")
    assert "apt-get install fonts-noto-cjk fonts-hanazono" in binaries.install_fonts()
    assert not apt.log.exists()
