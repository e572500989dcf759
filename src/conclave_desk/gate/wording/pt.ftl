word-admit = ENTRA
word-check = CONFERIR
word-wait = ESPERAR
word-stop = PARE
word-left = SAÍDA
word-ready = PRONTO

admitted = { "" }
checked = Compare o rosto com o documento.
unreadable = Este não é um crachá deste evento.
    .next = Peça o crachá deste evento; não deixe entrar o convidado.
wrong_event = Este crachá é de outro evento: { $event }.
    .next = Não deixe entrar o convidado; ligue para o balcão de crachás.
unknown_key = Este crachá não pode ser confirmado aqui. Peça ao convidado que espere; ligue para o balcão de crachás.
forged = { unknown_key }
unknown_badge = Este crachá não está na lista. Ligue para o balcão de crachás.
no_badge = Não foi feito crachá para este convidado. Peça que espere; ligue para o balcão de crachás.
revoked = { revoked-cause } Fique com ele; ligue para o balcão de crachás.
revoked-cause = { $cause ->
    [replaced] Este crachá foi substituído (vale a via { $issue }).
    [newer_issue_seen] Este crachá foi substituído (vale a via { $issue }).
    [lost] Este crachá foi dado como perdido.
    [withdrawn] Este crachá foi retirado.
    [substituted] Outra pessoa vem no lugar deste convidado.
    [cancelled] A delegação cancelou a vinda.
    [refused] A acreditação foi recusada.
    [surrendered] Este crachá foi devolvido.
   *[other] Este crachá já não é válido.
}
not_collected = Este crachá nunca foi entregue. Ligue para o balcão de crachás.
not_collected_by_roster = Ainda não entregue às { $when } (lista desta entrada). Ligue para o balcão de crachás.
suspended = Acreditação suspensa. Peça ao convidado que espere; chame o supervisor.
not_yet_valid = Válido a partir de { $when }.
    .next = Peça ao convidado que espere; ligue para o balcão de crachás.
expired = Expirou em { $when }.
    .next = Peça ao convidado que espere; ligue para o balcão de crachás.
wrong_zone = Este crachá não abre: { $zone }. { $opens ->
    [0] Não abre nenhuma zona.
   *[other] Abre: { $zones }.
}
    .next = Mostre o caminho ao convidado; não deixe entrar.
not_invited = Sessão fechada até { $when }.
    .next = Peça ao convidado que espere; chame o supervisor.
floater_required = { $cause ->
    [badge_first] Leia primeiro o crachá do convidado, depois o cartão rotativo.
    [not_theirs] Este cartão rotativo não é da delegação ({ $party }). Leia o dela.
    [in_use] Alguém está dentro com este cartão rotativo. Leia outro.
   *[other] Leia o cartão rotativo da delegação.
}
escort_required = Leia primeiro o crachá do acompanhante, depois este outra vez.
already_inside = Já está dentro desde { $when } ({ $gate }).
    .next = Compare o rosto com o crachá; chame o supervisor.
already_used = Já usado às { $when } ({ $gate }).
    .next = Não deixe entrar; chame o supervisor.
party_limit = { $party } tem { $inside } de { $limit } dentro.
    .next = Peça ao convidado que espere até que alguém da delegação saia.
zone_full = Cheio: { $inside } dentro.
    .next = Peça ao convidado que espere até que alguém saia.
not_yet_in_roster = Mais recente do que a lista desta entrada: compare o rosto com o documento.
not_seen_entering = Ninguém viu este convidado entrar.
    .next = Deixe-o sair.
override = Admitido por um supervisor.
annulled = Esta leitura foi anulada. Leia outra vez o crachá.
time-on-day = { $time } de { $day }
brief = { $reason ->
    [unreadable] não é nosso
    [wrong_event] outro evento
    [unknown_key] não confirmado
    [forged] não confirmado
    [unknown_badge] fora da lista
    [revoked] revogado
    [not_collected] não entregue
    [suspended] suspenso
    [not_yet_valid] cedo demais
    [expired] expirado
    [wrong_zone] zona errada
    [not_invited] sessão fechada
    [floater_required] cartão rotativo
    [escort_required] acompanhante
    [already_inside] já dentro
    [already_used] já usado
    [party_limit] limite
    [zone_full] cheio
    [annulled] anulado
   *[other] { $reason }
}

in = ENTRADA
out = SAÍDA
inside = { $count } dentro
inside-of = { $count } de { $capacity } dentro
roster-live = lista atual
roster-as-of = lista das { $time }
offline = sem rede
clock-behind = ! este relógio está atrasado
in-today = { $count } entradas hoje
out-today = { $count } saídas
refused-today = { $count } recusas
no-badge-shown = sem crachá
typed-serial = número digitado
issue = via { $issue }
opens = abre { $zones }
every-zone = todas as zonas
passport-name = passaporte: { $name }
before = antes deste:
repeated = Lido outra vez: esta é a resposta das { $time }.
asks-floater = Agora um cartão rotativo da delegação, em { $seconds } s.
asks-escort = Agora o acompanhante, depois este crachá outra vez, em { $seconds } s.
escorted = Leia agora este crachá outra vez: { $guest }.
waiting = mais { $count } à espera
starting = A abrir o posto …
scan-or-type = Leia, ou digite um número ou três letras de um nome, Enter · Esc: mais
typing = Enter: aceitar   Backspace: corrigir   Esc: apagar
menu-direction = { $digit } sentido
menu-name = { $digit } nome
menu-override = { $digit } exceção
menu-annul = { $digit } anular
menu-gate = { $digit } porta
menu-theme = { $digit } dia/noite
menu-language = { $digit } língua
menu-handout = { $digit } entregue
menu-leave = { $digit } sair
one-way = Esta porta serve só para { $direction ->
    [in] entrar
   *[out] sair
}.
not-recorded = NÃO REGISTADO
not-recorded-next = Não deixe entrar ninguém por este ecrã até que volte a funcionar; anote os nomes em papel. { $fault }
search = Um nome, para um crachá esquecido
search-hint = três letras ou mais
search-none = Ninguém aqui tem esse nome.
search-more = e mais { $count }; digite outra letra
search-keys = ↑ ↓ escolher   Enter: aceitar   Esc: voltar
hand-out = Entregar: { $items }
handout-nothing = Não há nada a entregar.
handed-out = Anotado como entregue: { $items }.
annul-title = Anular a última leitura
annul-do = Anular
annul-what = A leitura fica no diário e deixa de contar.
annul-nothing = Ninguém entrou nem saiu aqui nos últimos 15 minutos.
annul-annulled = A última leitura aqui já foi anulada; só a última o pode ser.
annul-another = Entretanto foi lida outra pessoa aqui; veja outra vez.
supervisor-title = { $by ->
    [badge] Exceção: crachá do supervisor
   *[badge_or_pin] Exceção: crachá ou PIN do supervisor
}
supervisor-hint = { $by ->
    [badge] leia o crachá
   *[badge_or_pin] leia o crachá, ou digite o PIN
}
supervisor-keys = { $by ->
    [badge] Leia o crachá   Esc: voltar
   *[badge_or_pin] Enter: aceitar o PIN   Esc: voltar
}
supervisor-none = Não há supervisor designado para esta entrada. Ligue para o escritório.
supervisor-badge = Este crachá não é de um supervisor. Leia o crachá de um supervisor.
supervisor-pin = Este PIN não é de um supervisor.
supervisor-closed = PIN errado demasiadas vezes. Leia o crachá de um supervisor, ou espere até às { $time }.
override-title = Exceção de { $supervisor }: porquê?
reason-known = Conhecido de vista do supervisor
reason-protocol = Por palavra do protocolo
reason-roster = A lista não está em dia
reason-other = Outra razão: digite-a
override-nothing = Não há recusa a que se possa abrir exceção.
override-hint = porque entra o convidado
override-keys = Enter: deixar entrar   Esc: voltar
override-who = { $guest }: { $refusal }
gate-title = Que porta?
language-title = Que língua?
keys-choose = um dígito, ou ↑ ↓ e Enter   Esc: voltar
