"""Bulk work on a dask cluster. Items are pure: where a worker is lost, dask runs them again and nothing is lost.

The machines of the cluster must see the files under the same paths, and have the same version of firstcheck.
"""

from collections.abc import Iterator, Sequence

from firstcheck.bulk.inputs import Item
from firstcheck.bulk.work import Done, Settings, work
from firstcheck.intake.errors import Unreadable

_MISSING = "Running on a cluster needs dask. Install it with: pip install 'firstcheck[dask]'"
_SILENT = "No dask scheduler answers at '{address}'. Check the address, for instance tcp://host:8786."
_DYING = "Workers of the cluster died again and again on one file. Run it without --dask."
_WAIT = "15s"


def on_cluster(items: Sequence[Item], settings: Settings, address: str) -> Iterator[Done]:
    """Results as they come. Raises Unreadable where the cluster cannot be reached or gives up."""
    try:
        from distributed import Client, as_completed
        from distributed.scheduler import KilledWorker
    except ImportError:
        raise Unreadable(_MISSING) from None
    try:
        client = Client(address, timeout=_WAIT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError):
        raise Unreadable(_SILENT.format(address=address)) from None
    with client:
        futures = client.map(work, items, settings=settings, pure=False, retries=2)
        try:
            coming = as_completed(futures, with_results=True, loop=client.loop)  # type: ignore[no-untyped-call]
            for _, done in coming:
                yield done
        except KilledWorker:
            raise Unreadable(_DYING) from None
