word-admit = دخول
word-check = تحقّق
word-wait = انتظار
word-stop = قف
word-left = خروج
word-ready = جاهز

admitted = { "" }
checked = قارن الوجه بالوثيقة.
unreadable = هذه ليست بطاقة لهذه الفعالية.
    .next = اطلب بطاقة هذه الفعالية ولا تُدخل الضيف.
wrong_event = هذه البطاقة لفعالية أخرى: { $event }.
    .next = لا تُدخل الضيف واتصل بمكتب البطاقات.
unknown_key = لا يمكن تأكيد هذه البطاقة هنا. اطلب من الضيف الانتظار واتصل بمكتب البطاقات.
forged = { unknown_key }
unknown_badge = هذه البطاقة ليست في القائمة. اتصل بمكتب البطاقات.
no_badge = لم تُصدر بطاقة لهذا الضيف. اطلب منه الانتظار واتصل بمكتب البطاقات.
revoked = { revoked-cause } احتفظ بها واتصل بمكتب البطاقات.
revoked-cause = { $cause ->
    [replaced] استُبدلت هذه البطاقة (النسخة { $issue } هي الصالحة).
    [newer_issue_seen] استُبدلت هذه البطاقة (النسخة { $issue } هي الصالحة).
    [lost] أُبلغ عن فقدان هذه البطاقة.
    [withdrawn] سُحبت هذه البطاقة.
    [substituted] يحضر شخص آخر مكان هذا الضيف.
    [cancelled] ألغى الوفد حضوره.
    [refused] رُفض الاعتماد.
    [surrendered] أُعيدت هذه البطاقة.
   *[other] لم تعد هذه البطاقة صالحة.
}
not_collected = لم تُسلَّم هذه البطاقة قط. اتصل بمكتب البطاقات.
not_collected_by_roster = لم تُسلَّم حتى { $when } (قائمة هذه البوابة). اتصل بمكتب البطاقات.
suspended = الاعتماد معلّق. اطلب من الضيف الانتظار واتصل بالمشرف.
not_yet_valid = صالحة ابتداءً من { $when }.
    .next = اطلب من الضيف الانتظار واتصل بمكتب البطاقات.
expired = انتهت صلاحيتها في { $when }.
    .next = اطلب من الضيف الانتظار واتصل بمكتب البطاقات.
wrong_zone = هذه البطاقة لا تفتح { $zone }. { $opens ->
    [0] لا تفتح أي منطقة.
   *[other] تفتح: { $zones }.
}
    .next = دُلّ الضيف على الطريق ولا تُدخله.
not_invited = جلسة مغلقة حتى { $when }.
    .next = اطلب من الضيف الانتظار واتصل بالمشرف.
floater_required = { $cause ->
    [badge_first] امسح بطاقة الضيف أولًا، ثم البطاقة المتداولة.
    [not_theirs] هذه البطاقة المتداولة ليست لوفد { $party }. امسح بطاقة الوفد نفسه.
    [in_use] أحدهم في الداخل بهذه البطاقة المتداولة. امسح غيرها.
   *[other] امسح البطاقة المتداولة للوفد.
}
escort_required = امسح بطاقة المرافق أولًا، ثم هذه مرة أخرى.
already_inside = في الداخل منذ { $when } ({ $gate }).
    .next = قارن الوجه بالبطاقة واتصل بالمشرف.
already_used = استُعملت في { $when } ({ $gate }).
    .next = لا تُدخله واتصل بالمشرف.
party_limit = { $party }: { $inside } من { $limit } في الداخل.
    .next = اطلب من الضيف الانتظار حتى يخرج أحد أعضاء الوفد.
zone_full = المكان ممتلئ: { $inside } في الداخل.
    .next = اطلب من الضيف الانتظار حتى يخرج أحد.
not_yet_in_roster = أحدث من قائمة هذه البوابة: قارن الوجه بالوثيقة.
not_seen_entering = لم يُسجَّل دخول هذا الضيف.
    .next = دعه يخرج.
override = أدخله مشرف.
annulled = أُلغي هذا المسح. امسح البطاقة مرة أخرى.
time-on-day = { $time } يوم { $day }
brief = { $reason ->
    [unreadable] ليست لنا
    [wrong_event] فعالية أخرى
    [unknown_key] غير مؤكدة
    [forged] غير مؤكدة
    [unknown_badge] ليست في القائمة
    [revoked] ملغاة
    [not_collected] لم تُسلَّم
    [suspended] معلّق
    [not_yet_valid] قبل موعدها
    [expired] منتهية
    [wrong_zone] منطقة أخرى
    [not_invited] جلسة مغلقة
    [floater_required] بطاقة متداولة
    [escort_required] مرافق
    [already_inside] في الداخل
    [already_used] مستعملة
    [party_limit] حد الوفد
    [zone_full] ممتلئ
    [annulled] أُلغي
   *[other] { $reason }
}

in = دخول
out = خروج
inside = في الداخل: { $count }
inside-of = في الداخل: { $count } من { $capacity }
roster-live = القائمة الحالية
roster-as-of = قائمة الساعة { $time }
offline = دون اتصال
clock-behind = ! هذه الساعة متأخرة
in-today = دخول اليوم: { $count }
out-today = خروج: { $count }
refused-today = رفض: { $count }
no-badge-shown = دون بطاقة
typed-serial = رقم مكتوب
issue = النسخة { $issue }
opens = تفتح { $zones }
every-zone = كل المناطق
passport-name = في الجواز: { $name }
before = قبل هذا:
repeated = مُسحت مرة أخرى: هذا جواب الساعة { $time }.
asks-floater = الآن بطاقة متداولة للوفد، خلال { $seconds } ثانية.
asks-escort = الآن بطاقة المرافق، ثم هذه مرة أخرى، خلال { $seconds } ثانية.
escorted = امسح الآن هذه البطاقة مرة أخرى: { $guest }.
waiting = بقي { $count } في الانتظار
starting = جارٍ فتح المحطة …
scan-or-type = امسح بطاقة، أو اكتب رقمًا أو ثلاثة أحرف من اسم ثم Enter · Esc: المزيد
typing = Enter: تأكيد   Backspace: تصحيح   Esc: حذف
menu-direction = { $digit } الاتجاه
menu-name = { $digit } الاسم
menu-override = { $digit } استثناء
menu-annul = { $digit } إلغاء
menu-gate = { $digit } البوابة
menu-theme = { $digit } نهار/ليل
menu-language = { $digit } اللغة
menu-handout = { $digit } سُلِّم
menu-leave = { $digit } مغادرة
one-way = هذه البوابة { $direction ->
    [in] للدخول
   *[out] للخروج
} فقط.
not-recorded = لم يُسجَّل
not-recorded-next = لا تُدخل أحدًا بهذه الشاشة حتى تعمل من جديد، واكتب الأسماء على ورق. { $fault }
search = اسم، لمن نسي بطاقته
search-hint = ثلاثة أحرف أو أكثر
search-none = لا أحد هنا بهذا الاسم.
search-more = و{ $count } غيرهم؛ اكتب حرفًا آخر
search-keys = ↑ ↓ اختيار   Enter: تأكيد   Esc: رجوع
hand-out = سلِّم: { $items }
handout-nothing = لا شيء للتسليم.
handed-out = سُجِّل تسليم: { $items }.
annul-title = إلغاء المسح الأخير
annul-do = ألغِه
annul-what = يبقى المسح في السجل ولا يُحتسب.
annul-nothing = لم يدخل أحد ولم يخرج من هنا في آخر 15 دقيقة.
annul-annulled = أُلغي المسح الأخير هنا من قبل، ولا يُلغى غيره.
annul-another = مُسحت بطاقة أخرى هنا في هذه الأثناء؛ انظر مرة أخرى.
supervisor-title = { $by ->
    [badge] استثناء: بطاقة المشرف
   *[badge_or_pin] استثناء: بطاقة المشرف أو رقمه السري
}
supervisor-hint = { $by ->
    [badge] امسح البطاقة
   *[badge_or_pin] امسح البطاقة، أو اكتب الرقم السري
}
supervisor-keys = { $by ->
    [badge] امسح البطاقة   Esc: رجوع
   *[badge_or_pin] Enter: تأكيد الرقم السري   Esc: رجوع
}
supervisor-none = لم يُعيَّن مشرف لهذه البوابة. اتصل بالمكتب.
supervisor-badge = هذه ليست بطاقة مشرف. امسح بطاقة مشرف.
supervisor-pin = هذا الرقم السري ليس لمشرف.
supervisor-closed = أرقام سرية خاطئة كثيرة. امسح بطاقة مشرف، أو انتظر حتى { $time }.
override-title = استثناء من { $supervisor }: لماذا؟
reason-known = يعرفه المشرف بالنظر
reason-protocol = بكلمة من المراسم
reason-roster = القائمة غير محدَّثة
reason-other = سبب آخر: اكتبه
override-nothing = لا رفض يمكن استثناؤه.
override-hint = لماذا يُدخَل الضيف
override-keys = Enter: إدخال   Esc: رجوع
override-who = { $guest }: { $refusal }
gate-title = أي بوابة؟
language-title = أي لغة؟
keys-choose = رقم، أو ↑ ↓ ثم Enter   Esc: رجوع
