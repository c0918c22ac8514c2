"""Many reports on many cores: the stages as Arrow batches, and the engines that run them. Needs ``pip install 'onrecord[batch]'``.

``schemas.py`` is what each stage takes and gives, ``stages.py`` the stages, ``sources.py`` the input files in their order, ``output.py`` the folder
that takes the tables, ``run.py`` one run, ``local.py`` and ``ray_engine.py`` where its work is done, ``loading.py`` the way into an archive.
"""
