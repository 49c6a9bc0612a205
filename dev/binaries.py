"""Where PostgreSQL's and RabbitMQ's programs stand; installs Debian's packages when that is allowed."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

POLICY_RC = Path("/usr/sbin/policy-rc.d")
POSTGRESQL = ("initdb", "postgres")
MISSING = """\
缺少 {what}：本机没有找到它的程序，也不能自动安装（{why}）。
请任选其一：
  1. 以管理员身份安装：apt-get update && apt-get install {packages}
  2. 用容器运行全部服务：make compose
  3. 用已有的服务器：设置环境变量 {variable}
{what} is missing: its programs were not found here and cannot be installed ({reason}).
Either install it (apt-get install {packages}), or use `make compose` (docker), or set {variable}.
"""


BROWSER_PACKAGES = ("chromium", "fonts-noto-cjk")
NO_BROWSER = """\
缺少浏览器 Chromium（{why}）：apt-get install chromium fonts-noto-cjk
Chromium is missing ({reason}): apt-get install chromium fonts-noto-cjk
"""
# What certificates and letters are set in: the first for nearly every name, the second for most rare characters.
FONT_PACKAGES = {"fonts-noto-cjk": "NotoSerifCJK-Regular.ttc", "fonts-hanazono": "HanaMinB.ttf"}
FONTS = Path("/usr/share/fonts")
NO_FONTS = """\
缺少中文字体 {packages}（{why}）：证书和文书暂不能打印，或以“〓”代替生僻字；请 apt-get install {packages}
Chinese fonts are missing ({reason}): apt-get install {packages}
"""


class Missing(RuntimeError):
    """A server's programs are not on this machine and may not be installed; the message says what to do."""


def postgresql() -> Path:
    """The folder of initdb and postgres; raises Missing."""
    return _found_or_installed(_find_postgresql, "PostgreSQL", "postgresql", "DATABASE_URL")


def rabbitmq() -> Path:
    """The folder of RabbitMQ's own scripts (not the wrapper that switches user); raises Missing.

    RABBITMQ_PROGRAMS names another one: with it the same tests run on another version.
    """
    return _found_or_installed(_find_rabbitmq, "RabbitMQ", "rabbitmq-server", "AMQP_URL")


def epmd() -> Path:
    """Erlang's port mapper, which is installed together with RabbitMQ; raises Missing."""
    return _found_or_installed(_find_epmd, "RabbitMQ", "rabbitmq-server", "AMQP_URL")


def chromium() -> Path:
    """The browser in which the pages are tested, with a Chinese font; raises Missing."""
    if found := _find_chromium():
        return found
    if obstacle := _obstacle():
        raise Missing(NO_BROWSER.format(why=obstacle[0], reason=obstacle[1]))
    _install(*BROWSER_PACKAGES)
    if found := _find_chromium():
        return found
    raise Missing(NO_BROWSER.format(why="安装后仍未找到", reason="not found after installation"))


def install_fonts() -> str | None:
    """Has the fonts that papers are set in; None when they are there, else why not and what to do."""
    if not (missing := _missing_fonts()):
        return None
    why, reason = _obstacle() or ("", "")
    if not why:
        try:
            _install(*missing)
        except Missing as failed:
            why, reason = str(failed), "apt-get failed"
        else:
            why, reason = "安装后仍未找到", "not found after installation"
    left = _missing_fonts()
    return NO_FONTS.format(packages=" ".join(left), why=why, reason=reason) if left else None


def _missing_fonts() -> list[str]:
    return [package for package, file in FONT_PACKAGES.items() if not next(FONTS.rglob(file), None)]


def _find_chromium() -> Path | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((Path(found) for name in names if (found := shutil.which(name))), None)


def _find_postgresql() -> Path | None:
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        candidates.append(Path(answer.stdout.strip()))
    if on_path := shutil.which("postgres"):
        candidates.append(Path(os.path.realpath(on_path)).parent)
    return next((each for each in candidates if all((each / name).exists() for name in POSTGRESQL)), None)


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0


def _find_rabbitmq() -> Path | None:
    if told := os.environ.get("RABBITMQ_PROGRAMS"):
        return Path(told)
    candidates = sorted(Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*/sbin"), reverse=True)
    if on_path := shutil.which("rabbitmq-server"):
        candidates.append(Path(os.path.realpath(on_path)).parent)
    return next((each for each in candidates if (each / "rabbitmq-env").exists()), None)


def _find_epmd() -> Path | None:
    if on_path := shutil.which("epmd"):
        return Path(on_path)
    return next(iter(sorted(Path("/usr/lib/erlang").glob("erts-*/bin/epmd"), reverse=True)), None)


def _found_or_installed(find: Callable[[], Path | None], what: str, packages: str, variable: str) -> Path:
    if found := find():
        return found
    if obstacle := _obstacle():
        why, reason = obstacle
        raise Missing(MISSING.format(what=what, packages=packages, variable=variable, why=why, reason=reason))
    _install(packages)
    if found := find():
        return found
    why, reason = "安装后仍未找到", "not found after installation"
    raise Missing(MISSING.format(what=what, packages=packages, variable=variable, why=why, reason=reason))


def _obstacle() -> tuple[str, str] | None:
    """Why packages can't be installed, in Chinese and English; None when they can."""
    if os.environ.get("ALLOW_INSTALL", "yes") == "no":
        return "ALLOW_INSTALL=no", "ALLOW_INSTALL=no"
    if os.geteuid() != 0:
        return "当前用户不是 root", "not running as root"
    if not shutil.which("apt-get"):
        return "没有 apt-get", "there is no apt-get"
    return None


def _install(*packages: str) -> None:
    """Installs without starting the machine-wide services that the packages bring."""
    print(f"正在安装 {' '.join(packages)} …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    mine = not POLICY_RC.exists()
    if mine:
        POLICY_RC.write_text("#!/bin/sh\nexit 101\n")
        POLICY_RC.chmod(0o755)
    try:
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
            _apt(command, environment, " ".join(packages))
    finally:
        if mine:
            POLICY_RC.unlink()


def _apt(command: list[str], environment: dict[str, str], packages: str) -> None:
    answer = subprocess.run(["apt-get", "-qq", *command], env=environment,
                            capture_output=True, text=True, check=False)
    if answer.returncode:
        raise Missing(f"apt-get {command[0]} 失败，{packages} 未安装（failed）：\n{answer.stderr[-2000:]}")
