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
    .next = Ask for this event's badge; let nobody in.
wrong_event = This badge is for another event: { $event }.
    .next = Let nobody in; call the badge office.
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
floater_required = Scan the delegation's floater.
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
time-on-day = { $time } on { $day }

in = IN
out = OUT
inside = { $count } inside
inside-of = { $count } of { $capacity } inside
list-live = live list
list-as-of = list of { $time }
no-badge-shown = no badge shown
typed-serial = serial typed
issue = issue { $issue }
opens = opens { $zones }
every-zone = every zone
passport-name = passport: { $name }
before = before this:
repeated = Scanned again: this is the answer of { $time }.
waiting = { $count } more waiting
starting = Opening the station …
scan-or-type = Scan, or type a serial or three letters of a name, Enter · Esc: more
typing = Enter: take it   Backspace: correct   Esc: drop it
menu-direction = { $digit } direction
menu-name = { $digit } name
menu-override = { $digit } override
menu-gate = { $digit } gate
menu-theme = { $digit } day/night
menu-language = { $digit } language
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
override-title = Override, by a supervisor
override-nothing = Nothing was refused that could be overridden.
override-hint = why the guest is let in
override-keys = Enter: let in   Esc: back
override-who = { $guest }: { $refusal }
gate-title = Which gate?
language-title = Which language?
keys-choose = a digit, or ↑ ↓ and Enter   Esc: back
