"""``gate serve``: the page on which guards scan with their phones.

``server.py`` listens, over HTTPS alone (``certificate.py``); ``app.py`` says which address does what and what no
browser may do; ``porter.py`` lets phones in (``pairing.py``) and holds them to a pace (``pace.py``); ``scanning.py``
hands what a phone read to the station, and ``told.py`` says the answer in the guard's language. ``static/`` is the
page: scripts and styles of our own, no build step, nothing from anywhere else.

Whatever a phone may see is what the terminal's scan screen shows. Every verdict is the station's.
"""
