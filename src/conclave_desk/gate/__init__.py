"""Gates: a station verifies, decides, records and answers; its scans come to the desk by merging.

For a screen, a page or a script::

    with bootstrap.open_station(config) as station:       # config.station names a station's file; else the desk file
        answer = station.scan(Scan(code, gate))           # gate.scan.Scan, gate.answer.Answer
        station.way(gate)                                 # the gate, and which way it lets people by default
        station.inside(gate)                              # how many are in its zone now
        station.counts(gate)                              # today: admitted, left, refused by reason, party, category
        station.last(gate)                                # the last ten answers, the latest first
        station.roster_as_of, station.home_gate           # None where the desk file itself is read
        station.people.find("tra")                        # three letters of a name; scan people.by_name(found, gate)
        answer.guest, station.people.thumbnail(answer)    # rank, office, passport's name; a small photo if there is one
        station.annullable(gate), station.annul(gate)     # the last scan, within 15 minutes; or a Refusal
        station.supervisor(code_or_pin, gate)             # a Supervisor for Scan.supervisor; or a Refusal
        handing.due(station, answer)                      # what is to be handed out here; handing.hand_out ticks it
        delegation.check_in(station, "MLI", gate)         # everybody of a party, each judged alone

A direction is a scan's: ``Scan(code, gate, direction="out")``. A ``Station`` belongs to the thread that opened it;
:class:`conclave_desk.gate.keeper.Keeper` puts all this together for a screen. For
several callers at once there is :class:`conclave_desk.gate.together.Together`, whose ``scan`` any thread may call and
whose ``submit`` gives a future; scans that wait together share one sync. ``scan`` raises ``WrongUse`` (nothing was
recorded: say so), ``MachineFault`` (nothing was recorded, the disk is full or gone: admit nobody) and ``WrongData``
(the file was tampered with). Whoever reads a scanner drops a repeat of the same code within 5 seconds before it gets
here. An answer's ``action`` drives the screen; ``detail["marks"]`` are what the guard should heed.

At the desk: :mod:`prepare`, :mod:`merge` (also ``withdraw``); ``registers.findings.of`` is the report for Gates mode.
"""
