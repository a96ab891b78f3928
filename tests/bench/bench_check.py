"""`make bench`: what `check` costs, as ratios to other ways of reading the same files, in one run.

python -m tests.bench.bench_check [COUNT]
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml

from mkdocs_postmortems.knowledge_base import KnowledgeBase
from tests.bench.corpus import write_corpus

TODAY = date(2026, 1, 1)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_corpus(Path(folder), count)
        paths = sorted(root.glob("*/*.md"))
        size = sum(path.stat().st_size for path in paths)
        print(f"{count:,} postmortems, {size / count / 1000:.1f} KB each\n")
        bytes_ = measure("read the bytes", lambda: [path.read_bytes() for path in paths], count)
        loaded = measure("yaml.load, C loader", lambda: load_yaml(paths), count)
        base = KnowledgeBase(root, Path(folder), TODAY, audience="restricted")
        measure("read documents", lambda: base.documents, count)
        whole = measure(
            "read and check", lambda: [base.check_file(path) for path in base.paths], count
        )
        print(f"\n{whole / count * 1000:.2f} ms a file on one core, every rule selected")
        print(f"{whole / bytes_:.0f} times reading the bytes, {whole / loaded:.1f} times yaml.load")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB\n")
        shares(base)
        processes(Path(folder), root, count)


def measure(name: str, work: Callable[[], object], count: int) -> float:
    """CPU seconds of one run."""
    start, wall = time.process_time(), time.perf_counter()
    work()
    cpu, wall = time.process_time() - start, time.perf_counter() - wall
    print(f"{name:<24} {cpu:7.2f} s CPU {wall:7.2f} s {cpu / count * 1e3:7.3f} ms a file")
    return cpu


def load_yaml(paths: list[Path]) -> None:
    for path in paths:
        text = path.read_text("utf-8").split("---\n", 2)[1]
        yaml.load(text, Loader=yaml.CSafeLoader)


def shares(base: KnowledgeBase) -> None:
    """What each rule costs, dearest first."""
    around = base.surroundings
    spent: list[tuple[float, str]] = []
    documents = base.documents[:2000]
    for rule in around.rules:
        if rule.check is None:
            continue
        start = time.process_time()
        for document in documents:
            if rule.applies_to(document):
                list(rule.check(document, around))
        spent.append((time.process_time() - start, f"{rule.code} {rule.name}"))
    print(
        "rules, µs a file: "
        + ", ".join(
            f"{name} {cpu / len(documents) * 1e6:.0f}"
            for cpu, name in sorted(spent, reverse=True)[:12]
        )
    )


def processes(folder: Path, root: Path, count: int) -> None:
    """Whole processes: everything, once more with nothing changed, and one file of 150."""
    command = [
        sys.executable,
        "-m",
        "mkdocs_postmortems",
        "check",
        "--quiet",
        "--today",
        TODAY.isoformat(),
        "--format",
        "concise",
        "--fail-on",
        "off",
    ]
    print()
    wall("whole process, cold", [*command, str(root)], folder)
    wall("whole process, unchanged", [*command, str(root)], folder)
    front = folder / "front"
    front.mkdir()
    for path in sorted(root.glob("*/*.md")):
        text = path.read_text("utf-8").split("---\n", 2)[1]
        (front / f"{path.stem}.yml").write_text(text, "utf-8")
    schema = folder / "schema.json"
    printed = subprocess.run(
        [sys.executable, "-m", "mkdocs_postmortems", "schema", "--folder", str(root)],
        check=True,
        capture_output=True,
        cwd=folder,
    )
    schema.write_bytes(printed.stdout)
    other = Path(sys.executable).with_name("check-jsonschema")
    if other.exists():
        files = [str(path) for path in front.glob("*.yml")]
        wall(
            "check-jsonschema, front matter",
            [str(other), "--schemafile", str(schema), *files],
            folder,
        )
    small = folder / "small"
    one = write_corpus(small, 150)
    first = min(one.glob("*/*.md"))
    wall("one file of 150", [*command, str(first)], small)
    wall("one file of 150, warm", [*command, str(first)], small)


def wall(name: str, command: list[str], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(
        command,
        check=False,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    spent = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name:<32} {cpu:7.2f} s CPU {spent:7.2f} s")
    return spent


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
