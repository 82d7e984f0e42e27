"""Bulk work on a real dask cluster of processes: the same bytes, also when a worker is killed in the middle."""

import os
import signal
import threading
import time
import warnings
from datetime import date
from pathlib import Path

import pytest
from benchmarks.remittance_maker import write_remittance

from firstcheck.bulk.inputs import items_of
from firstcheck.bulk.run import Summary, run
from firstcheck.bulk.work import Settings
from firstcheck.intake import Unreadable

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.long]
SETTINGS = Settings(date(2026, 11, 28), (("plan_type", "self_funded_erisa"),))
PART = 200_000


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return write_remittance(tmp_path / "big.835", 2_400_000, 0.3, 9)


def local(made: Path, out: Path) -> bytes:
    run(list(items_of([str(made)], PART)), out, SETTINGS, jobs=1)
    return out.read_bytes()


def test_it_gives_the_bytes_of_the_local_run_though_a_worker_is_killed(made: Path, tmp_path: Path) -> None:
    from distributed import LocalCluster

    expected = local(made, tmp_path / "local.parquet")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
            victim = next(iter(cluster.workers.values())).pid
            killed = threading.Event()

            def kill(summary: Summary) -> None:
                if summary.done >= 2 and not killed.is_set():
                    killed.set()
                    os.kill(victim, signal.SIGKILL)

            out = tmp_path / "cluster.parquet"
            items = list(items_of([str(made)], PART))
            summary = run(items, out, SETTINGS, dask=cluster.scheduler_address, progress=kill)
    assert killed.is_set()
    assert summary.done == summary.items == len(items) > 5
    assert out.read_bytes() == expected


def test_it_says_plainly_that_no_scheduler_answers(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firstcheck.bulk.cluster._WAIT", "1s")
    begun = time.monotonic()
    with pytest.raises(Unreadable, match="No dask scheduler"):
        run(list(items_of([str(made)], PART)), tmp_path / "o.parquet", SETTINGS, dask="tcp://127.0.0.1:9")
    assert time.monotonic() - begun < 30
