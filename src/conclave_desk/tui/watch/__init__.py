"""The scan screen of a gate: one word, one shape, one colour, for guards with a queue before them.

``screen.py`` is the screen and its keys, ``panel.py`` the verdict, ``margins.py`` what stands above and below it,
``clerk.py`` the thread that owns the station. Its words are those of :mod:`conclave_desk.gate.wording`.
"""
