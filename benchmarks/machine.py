"""What the numbers were measured on, and the one core that everything runs on."""

import os
import platform
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = (
    "negotiations", "attrs", "cattrs", "msgspec", "numpy", "transitions", "durable-rules",
    "zen-engine", "clipspy", "experta", "rule-engine", "orjson",
)  # fmt: skip


def pin() -> None:
    """Keep this process, and those it starts, on one core: the last that it may use."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def described() -> Iterator[str]:
    """The machine and what is installed on it, line by line."""
    yield f"{processor()}, {os.cpu_count()} cores; {platform.system()} {platform.machine()}"
    yield f"{platform.python_implementation()} {platform.python_version()}"
    yield ", ".join(f"{name} {found}" for name in LIBRARIES if (found := installed(name)))


def processor() -> str:
    """The name of the processor."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def installed(name: str) -> str | None:
    """The version of a library; None where it is missing."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def commit() -> str:
    """The commit that is measured, said to be changed when files differ from it."""
    asked = ["git", "describe", "--always", "--dirty=, changed", "--exclude=*"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "unknown"


def resident() -> int:
    """The bytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
