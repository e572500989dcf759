# What a guard reads. The sentences are those of CONTRACTS section 5, word for word: a test compares them with the
# station's. `.next` says what to do where the sentence itself does not.

word-admit = ADMIT
word-check = CHECK
word-wait = WAIT
word-stop = STOP
word-left = OUT
word-ready = READY

admitted = { "" }
checked = Compare face and paper.
unreadable = This is not a badge of this event.
    .next = Ask for this event's badge; do not let the guest in.
wrong_event = This badge is for another event: { $event }.
    .next = Do not let the guest in; call the badge office.
unknown_key = This badge cannot be confirmed here. Ask the guest to wait; call the badge office.
forged = { unknown_key }
unknown_badge = This badge is not on the list. Call the badge office.
no_badge = No badge was made for this guest. Ask the guest to wait; call the badge office.
revoked = { revoked-cause } Keep it; call the badge office.
revoked-cause = { $cause ->
    [replaced] This badge was replaced (issue { $issue } is valid).
    [newer_issue_seen] This badge was replaced (issue { $issue } is valid).
    [lost] This badge was reported lost.
    [withdrawn] This badge was withdrawn.
    [substituted] Somebody else comes in this guest's place.
    [cancelled] The delegation has cancelled.
    [refused] The accreditation was refused.
    [surrendered] This badge was handed back.
   *[other] This badge is no longer valid.
}
not_collected = This badge was never handed out. Call the badge office.
not_collected_by_roster = Not handed out as of { $when } (this gate's roster). Call the badge office.
suspended = Accreditation suspended. Ask the guest to wait; call the supervisor.
not_yet_valid = Valid from { $when }.
    .next = Ask the guest to wait; call the badge office.
expired = Expired on { $when }.
    .next = Ask the guest to wait; call the badge office.
wrong_zone = This badge does not open { $zone }. { $opens ->
    [0] It opens no zone.
   *[other] It opens: { $zones }.
}
    .next = Show the guest the way; do not let in.
not_invited = Closed session until { $when }.
    .next = Ask the guest to wait; call the supervisor.
floater_required = { $cause ->
    [badge_first] Scan the guest's badge first, then the floater.
    [not_theirs] This floater is not { $party }'s. Scan the delegation's own.
    [in_use] Somebody is inside with this floater. Scan another one.
   *[other] Scan the delegation's floater.
}
escort_required = Scan the escort's badge first, then this one again.
already_inside = Already inside since { $when } ({ $gate }).
    .next = Compare face and badge; call the supervisor.
already_used = Already used at { $when } ({ $gate }).
    .next = Do not let in; call the supervisor.
party_limit = { $party } has { $inside } of { $limit } inside.
    .next = Ask the guest to wait until one of the delegation leaves.
zone_full = Full: { $inside } inside.
    .next = Ask the guest to wait until somebody leaves.
not_yet_in_roster = Newer than this gate's list: compare face and paper.
not_seen_entering = Nobody saw this guest come in.
    .next = Let them go.
override = Let in by a supervisor.
annulled = This scan was annulled. Scan the badge again.
time-on-day = { $time } on { $day }
brief = { $reason ->
    [unreadable] not ours
    [wrong_event] other event
    [unknown_key] not confirmed
    [forged] not confirmed
    [unknown_badge] not on the list
    [revoked] revoked
    [not_collected] not handed out
    [suspended] suspended
    [not_yet_valid] too early
    [expired] expired
    [wrong_zone] wrong zone
    [not_invited] closed session
    [floater_required] floater
    [escort_required] escort
    [already_inside] inside already
    [already_used] used already
    [party_limit] party limit
    [zone_full] full
    [annulled] annulled
   *[other] { $reason }
}

in = IN
out = OUT
inside = { $count } inside
inside-of = { $count } of { $capacity } inside
roster-live = live roster
roster-as-of = roster as of { $time }
offline = offline
clock-behind = ! this clock is behind
in-today = { $count } in today
out-today = { $count } out
refused-today = { $count } refused
no-badge-shown = no badge shown
typed-serial = serial typed
issue = issue { $issue }
opens = opens { $zones }
every-zone = every zone
passport-name = passport: { $name }
before = before this:
repeated = Scanned again: this is the answer of { $time }.
asks-floater = Now a floater of the delegation, within { $seconds } s.
asks-escort = Now the escort, then this badge again, within { $seconds } s.
escorted = Now scan this badge again: { $guest }.
waiting = { $count } more waiting
starting = Opening the station …
scan-or-type = Scan, or type a serial or three letters of a name, Enter · Esc: more
typing = Enter: take it   Backspace: correct   Esc: drop it
menu-direction = { $digit } direction
menu-name = { $digit } name
menu-override = { $digit } override
menu-annul = { $digit } annul
menu-gate = { $digit } gate
menu-theme = { $digit } day/night
menu-language = { $digit } language
menu-handout = { $digit } handed out
menu-leave = { $digit } leave
one-way = This gate lets people { $direction ->
    [in] in
   *[out] out
} only.
not-recorded = NOT RECORDED
not-recorded-next = Let nobody in on this screen until it works again; note names on paper. { $fault }
search = A name, for a badge that was forgotten
search-hint = three letters or more
search-none = Nobody here is called so.
search-more = and { $count } more; type another letter
search-keys = ↑ ↓ choose   Enter: take   Esc: back
hand-out = Hand out: { $items }
handout-nothing = Nothing is to be handed out.
handed-out = Ticked as handed out: { $items }.
annul-title = Annul the last scan
annul-do = Annul it
annul-what = The scan stays in the journal and counts no more.
annul-nothing = Nobody was let in or out here in the last 15 minutes.
annul-annulled = The last scan here was annulled already; only the last one can be.
annul-another = Somebody else was scanned here meanwhile; look again.
supervisor-title = { $by ->
    [badge] Override: the supervisor's own badge
   *[badge_or_pin] Override: the supervisor's badge, or PIN
}
supervisor-hint = { $by ->
    [badge] scan the badge
   *[badge_or_pin] scan the badge, or type the PIN
}
supervisor-keys = { $by ->
    [badge] Scan the badge   Esc: back
   *[badge_or_pin] Enter: take the PIN   Esc: back
}
supervisor-none = No supervisor is named for this gate. Call the desk.
supervisor-badge = This badge is no supervisor's. Scan a supervisor's own badge.
supervisor-pin = This PIN is no supervisor's.
supervisor-closed = Too many wrong PINs. Scan a supervisor's badge, or wait until { $time }.
override-title = Override by { $supervisor }: why?
reason-known = Known to the supervisor by sight
reason-protocol = By word of protocol
reason-roster = The roster is not up to date
reason-other = Another reason: type it
override-nothing = Nothing was refused that could be overridden.
override-hint = why the guest is let in
override-keys = Enter: let in   Esc: back
override-who = { $guest }: { $refusal }
gate-title = Which gate?
language-title = Which language?
keys-choose = a digit, or ↑ ↓ and Enter   Esc: back
