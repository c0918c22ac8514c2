"""Many reports on many cores: the stages as Arrow batches, and the engines that run them. Needs ``pip install 'onrecord[batch]'``.

``schemas.py`` is what each stage takes and gives, ``stages.py`` the stages, ``inputs.py`` the input files and the units that they
make, ``output.py`` the folder that takes the tables, ``work.py`` what workers do, ``run.py`` one run, ``local.py`` and
``ray_engine.py`` where its work is done, ``loading.py`` the way into an archive.
"""

from __future__ import annotations

import os

from onrecord.reading import remote


def is_output(path: str) -> bool:
    """Whether that folder, here or in another store, is what ``onrecord batch`` wrote."""
    if remote.is_remote(path):
        try:
            store, name = remote.store_of(path)
            return bool(store.exists(f"{name.rstrip('/')}/_plan.jsonl"))
        except Exception:  # each store raises its own; whoever reads the address says what is wrong with it
            return False
    return os.path.isfile(os.path.join(path, "_plan.jsonl"))
