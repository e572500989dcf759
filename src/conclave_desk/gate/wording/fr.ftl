word-admit = ADMIS
word-check = VÉRIFIER
word-wait = ATTENDRE
word-stop = STOP
word-left = SORTIE
word-ready = PRÊT

admitted = { "" }
checked = Comparez le visage et le document.
unreadable = Ce n'est pas un badge de cet événement.
    .next = Demandez le badge de cet événement ; ne laissez pas entrer l'invité.
wrong_event = Ce badge est celui d'un autre événement : { $event }.
    .next = Ne laissez pas entrer l'invité ; appelez le bureau des badges.
unknown_key = Ce badge ne peut être confirmé ici. Faites patienter l'invité ; appelez le bureau des badges.
forged = { unknown_key }
unknown_badge = Ce badge n'est pas sur la liste. Appelez le bureau des badges.
no_badge = Aucun badge n'a été établi pour cet invité. Faites-le patienter ; appelez le bureau des badges.
revoked = { revoked-cause } Gardez-le ; appelez le bureau des badges.
revoked-cause = { $cause ->
    [replaced] Ce badge a été remplacé (l'exemplaire { $issue } est valable).
    [newer_issue_seen] Ce badge a été remplacé (l'exemplaire { $issue } est valable).
    [lost] Ce badge a été déclaré perdu.
    [withdrawn] Ce badge a été retiré.
    [substituted] Quelqu'un d'autre vient à la place de cet invité.
    [cancelled] La délégation a annulé sa venue.
    [refused] L'accréditation a été refusée.
    [surrendered] Ce badge a été rendu.
   *[other] Ce badge n'est plus valable.
}
not_collected = Ce badge n'a jamais été remis. Appelez le bureau des badges.
not_collected_by_roster = Pas encore remis à { $when } (liste de cette entrée). Appelez le bureau des badges.
suspended = Accréditation suspendue. Faites patienter l'invité ; appelez le responsable.
not_yet_valid = Valable à partir de : { $when }.
    .next = Faites patienter l'invité ; appelez le bureau des badges.
expired = Expiré le { $when }.
    .next = Faites patienter l'invité ; appelez le bureau des badges.
wrong_zone = Ce badge n'ouvre pas : { $zone }. { $opens ->
    [0] Il n'ouvre aucune zone.
   *[other] Il ouvre : { $zones }.
}
    .next = Indiquez le chemin à l'invité ; ne le laissez pas entrer.
not_invited = Séance fermée jusqu'à { $when }.
    .next = Faites patienter l'invité ; appelez le responsable.
floater_required = { $cause ->
    [badge_first] Scannez d'abord le badge de l'invité, puis la carte volante.
    [not_theirs] Cette carte volante n'est pas celle de la délégation ({ $party }). Scannez la sienne.
    [in_use] Quelqu'un est à l'intérieur avec cette carte volante. Scannez-en une autre.
   *[other] Scannez la carte volante de la délégation.
}
escort_required = Scannez d'abord le badge de l'accompagnateur, puis celui-ci de nouveau.
already_inside = Déjà à l'intérieur depuis { $when } ({ $gate }).
    .next = Comparez le visage et le badge ; appelez le responsable.
already_used = Déjà utilisé à { $when } ({ $gate }).
    .next = Ne laissez pas entrer ; appelez le responsable.
party_limit = { $party } : { $inside } sur { $limit } à l'intérieur.
    .next = Faites patienter l'invité jusqu'à ce qu'un membre de la délégation sorte.
zone_full = Complet : { $inside } à l'intérieur.
    .next = Faites patienter l'invité jusqu'à ce que quelqu'un sorte.
not_yet_in_roster = Plus récent que la liste de cette entrée : comparez le visage et le document.
not_seen_entering = Personne n'a vu entrer cet invité.
    .next = Laissez-le sortir.
override = Admis par un responsable.
annulled = Ce passage a été annulé. Scannez de nouveau le badge.
time-on-day = { $time } le { $day }
brief = { $reason ->
    [unreadable] pas à nous
    [wrong_event] autre événement
    [unknown_key] non confirmé
    [forged] non confirmé
    [unknown_badge] pas sur la liste
    [revoked] révoqué
    [not_collected] non remis
    [suspended] suspendu
    [not_yet_valid] trop tôt
    [expired] expiré
    [wrong_zone] mauvaise zone
    [not_invited] séance fermée
    [floater_required] carte volante
    [escort_required] accompagnateur
    [already_inside] déjà dedans
    [already_used] déjà utilisé
    [party_limit] limite atteinte
    [zone_full] complet
    [annulled] annulé
   *[other] { $reason }
}

in = ENTRÉE
out = SORTIE
inside = { $count } à l'intérieur
inside-of = { $count } sur { $capacity } à l'intérieur
roster-live = liste à jour
roster-as-of = liste de { $time }
offline = hors ligne
clock-behind = ! cette horloge retarde
in-today = { $count } entrées aujourd'hui
out-today = { $count } sorties
refused-today = { $count } refus
no-badge-shown = sans badge
typed-serial = numéro saisi
issue = exemplaire { $issue }
opens = ouvre { $zones }
every-zone = toutes les zones
passport-name = passeport : { $name }
before = avant celui-ci :
repeated = Scanné de nouveau : voici la réponse de { $time }.
asks-floater = Maintenant une carte volante de la délégation, dans les { $seconds } s.
asks-escort = Maintenant l'accompagnateur, puis de nouveau ce badge, dans les { $seconds } s.
escorted = Scannez maintenant de nouveau ce badge : { $guest }.
waiting = encore { $count } en attente
starting = Ouverture du poste …
scan-or-type = Scannez, ou tapez un numéro ou trois lettres d'un nom, Entrée · Échap : plus
typing = Entrée : valider   Retour arrière : corriger   Échap : effacer
menu-direction = { $digit } sens
menu-name = { $digit } nom
menu-override = { $digit } dérogation
menu-annul = { $digit } annuler
menu-gate = { $digit } porte
menu-theme = { $digit } jour/nuit
menu-language = { $digit } langue
menu-handout = { $digit } remis
menu-leave = { $digit } quitter
one-way = Cette porte ne sert qu'à { $direction ->
    [in] l'entrée
   *[out] la sortie
}.
not-recorded = NON ENREGISTRÉ
not-recorded-next = Ne laissez entrer personne par cet écran avant qu'il ne fonctionne de nouveau ; notez les noms sur papier. { $fault }
search = Un nom, pour un badge oublié
search-hint = trois lettres ou plus
search-none = Personne ici ne porte ce nom.
search-more = et { $count } autres ; tapez encore une lettre
search-keys = ↑ ↓ choisir   Entrée : prendre   Échap : retour
hand-out = À remettre : { $items }
handout-nothing = Il n'y a rien à remettre.
handed-out = Noté comme remis : { $items }.
annul-title = Annuler le dernier passage
annul-do = L'annuler
annul-what = Le passage reste au journal et ne compte plus.
annul-nothing = Personne n'est entré ni sorti ici ces 15 dernières minutes.
annul-annulled = Le dernier passage ici est déjà annulé ; lui seul peut l'être.
annul-another = Quelqu'un d'autre a été scanné ici entre-temps ; regardez de nouveau.
supervisor-title = { $by ->
    [badge] Dérogation : badge du responsable
   *[badge_or_pin] Dérogation : badge ou code PIN du responsable
}
supervisor-hint = { $by ->
    [badge] scannez le badge
   *[badge_or_pin] scannez le badge, ou tapez le code PIN
}
supervisor-keys = { $by ->
    [badge] Scannez le badge   Échap : retour
   *[badge_or_pin] Entrée : valider le code PIN   Échap : retour
}
supervisor-none = Aucun responsable n'est désigné pour cette entrée. Appelez le bureau.
supervisor-badge = Ce badge n'est pas celui d'un responsable. Scannez le badge d'un responsable.
supervisor-pin = Ce code PIN n'est pas celui d'un responsable.
supervisor-closed = Trop de codes PIN faux. Scannez le badge d'un responsable, ou attendez jusqu'à { $time }.
override-title = Dérogation de { $supervisor } : pourquoi ?
reason-known = Connu de vue du responsable
reason-protocol = Sur parole du protocole
reason-roster = La liste n'est pas à jour
reason-other = Une autre raison : tapez-la
override-nothing = Aucun refus auquel on puisse déroger.
override-hint = pourquoi l'invité est admis
override-keys = Entrée : admettre   Échap : retour
override-who = { $guest } : { $refusal }
gate-title = Quelle porte ?
language-title = Quelle langue ?
keys-choose = un chiffre, ou ↑ ↓ et Entrée   Échap : retour
