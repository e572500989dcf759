"""The terminal desk (Textual): the screens in which protocol officers spend their week.

How to add a mode:

1. **What it shows** comes from a query in ``desk/`` that returns values (``desk/delegation_list.py``): no SQL and no
   rule in this package. Thousands of rows or more: answer by windows (``desk/people_list.py``).
2. **The source** hands those to the table: :class:`~conclave_desk.tui.widgets.source.ListSource` takes a function
   that reads all rows and one that makes a :class:`~conclave_desk.tui.widgets.source.Row` of each; a long register
   implements :class:`~conclave_desk.tui.widgets.source.Source` itself (``tui/people.py``).
3. **The screen** is ``tui/screens/NAME.py`` with ``NAME.tcss`` beside it. A register with a page beside it subclasses
   :class:`~conclave_desk.tui.screens.register.RegisterScreen` (``screens/invitations.py`` is the pattern): ``columns``,
   ``source()``, ``page(id)``, ``empty``. Anything else subclasses :class:`~conclave_desk.tui.screens.base.ModeScreen`:
   ``compose_mode()`` and ``reload()``, which is called when the file changed, here or elsewhere. The screen is named
   in ``tui/modes.py``.
4. **Commands** are classes (:class:`~conclave_desk.tui.commands.Command`), listed in the screen's ``commands``. The
   docstring is the help, ``key`` the binding, ``title`` stands in footer and palette, ``twin`` names the CLI command
   that writes the same entries. ``run`` may await modals: ``self.ask(Confirm(...))``, ``self.fill(form)``; it calls a
   use case of ``desk/`` and hands the decision to ``self.settle``. Keys of :mod:`~conclave_desk.tui.everywhere` are
   taken. Slow work: ``await self.work(title, task)`` runs ``task(desk, progress)`` in a thread with a desk of its own.
5. **Forms** are declared (:mod:`~conclave_desk.tui.forms.fields`, ``forms/nomination.py``). Give
   ``desk.seen.seen(...)`` of the record, so that a second officer is told; drafts are kept by the form's name.
6. **Undo** of a new command: a function in ``desk/undo.py``; where there is none the officer is told why.
7. **Tests**: ``tests/tui/test_NAME.py`` walks a whole job with the ``walk`` fixture at both sizes, and looks at what
   the registers then say; ``test_commands.py`` finds missing help, keys taken twice and missing twins by itself.

Signs carry the meaning and colour only helps (``tui/signs.py``); tokens are in ``tui/themes.py``.
"""
