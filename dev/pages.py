"""Installs the libraries of the citizens' pages with npm, from the lock file; without npm the interface runs alone."""

import shutil
import subprocess
from pathlib import Path

from dev.sources import ROOT

HOME = ROOT / "gateway" / "web"
NO_NPM = "没有 npm，页面没有安装；接口照常提供（npm is missing: the pages are not installed, the API runs）"


def install(home: Path = HOME) -> str | None:
    """Makes `node_modules` below `home` what the lock file says; None when it is, else why it is not."""
    stamp = home / "node_modules" / ".package-lock.json"
    if stamp.exists() and stamp.stat().st_mtime >= (home / "package-lock.json").stat().st_mtime:
        return None
    npm = shutil.which("npm")
    if npm is None:
        return NO_NPM
    answer = subprocess.run([npm, "ci", "--no-progress"], cwd=home, capture_output=True, text=True, check=False)
    if answer.returncode:
        return f"npm ci 失败，页面没有安装（failed）：\n{answer.stderr[-1500:]}"
    return None
