"""What `make up`, `make reset` and `make demo` say and ask, without starting anything."""

import sys
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from dev import __main__ as commands
from dev.caller import Caller
from dev.machine import Machine, NotReady


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LOCAL_FOLDER", str(tmp_path / "var"))
    for name in ("CONFIRM", "PORT", "DATABASE_URL", "AMQP_URL", "MODE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "var"


@pytest.fixture
def started(monkeypatch):
    """A machine whose start is skipped."""
    def up(machine, tell):
        machine.ports.keep("PORT", 8000)

    monkeypatch.setattr(Machine, "up", up)


@pytest.fixture
def story(monkeypatch):
    told = []

    def run(base_url, settings):
        told.append((base_url, settings.mode))
        return f"故事第 {len(told)} 次"

    accounts = {"items": [{"account": "clerk", "label": "经办人员"}]}
    monkeypatch.setattr(Caller, "get", lambda caller, path: accounts)
    monkeypatch.setitem(sys.modules, "dev.story", SimpleNamespace(run=run))
    monkeypatch.setattr("dev.story", sys.modules["dev.story"], raising=False)
    return told


def _say(*arguments, words=""):
    return CliRunner().invoke(commands.main, arguments, input=words)


def test_up_tells_addresses_and_the_timeline_and_runs_the_story_only_once(folder, started, story):
    first, second = _say("up"), _say("up")
    assert len(story) == 1
    for answer in (first, second):
        assert "http://127.0.0.1:8000" in answer.output
        assert "经办人员" in answer.output
        assert "故事第 1 次" in answer.output


def test_production_has_no_story_and_no_demonstration_people(folder, started, story, monkeypatch):
    monkeypatch.setenv("MODE", "production")
    assert "http://127.0.0.1:8000" in _say("up").output
    assert story == []


def test_expected_trouble_is_one_message_without_a_traceback(folder, monkeypatch):
    def up(machine, tell):
        raise NotReady("以下进程未就绪")

    monkeypatch.setattr(Machine, "up", up)
    answer = _say("up")
    assert (answer.exit_code, answer.output) == (1, "Error: 以下进程未就绪\n")


def test_reset_asks_and_keeps_everything_on_a_no(folder):
    (folder / "postgres").mkdir(parents=True)
    answer = _say("reset", words="n\n")
    assert answer.exit_code == 1
    assert "无法恢复" in answer.output
    assert (folder / "postgres").exists()


def test_reset_deletes_on_a_yes(folder):
    folder.mkdir()
    assert _say("reset", words="y\n").exit_code == 0
    assert not folder.exists()


def test_reset_does_not_ask_when_confirmed_beforehand(folder, monkeypatch):
    folder.mkdir()
    monkeypatch.setenv("CONFIRM", "yes")
    assert _say("reset").exit_code == 0
    assert not folder.exists()


def test_demo_on_a_machine_that_is_not_up_says_make_up(folder):
    answer = _say("demo")
    assert answer.exit_code == 1
    assert "make up" in answer.output


def test_down_on_a_fresh_clone_has_nothing_to_stop(folder):
    assert "没有正在运行的进程" in _say("down").output
    assert not folder.exists()
