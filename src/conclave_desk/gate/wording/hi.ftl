word-admit = प्रवेश
word-check = जाँचें
word-wait = प्रतीक्षा
word-stop = रोकें
word-left = बाहर
word-ready = तैयार

admitted = { "" }
checked = चेहरे और दस्तावेज़ का मिलान करें।
unreadable = यह इस आयोजन का बैज नहीं है।
    .next = इस आयोजन का बैज माँगें; अतिथि को अंदर न आने दें।
wrong_event = यह बैज किसी और आयोजन का है: { $event }।
    .next = अतिथि को अंदर न आने दें; बैज कार्यालय को बुलाएँ।
unknown_key = इस बैज की यहाँ पुष्टि नहीं हो सकती। अतिथि से प्रतीक्षा करने को कहें; बैज कार्यालय को बुलाएँ।
forged = { unknown_key }
unknown_badge = यह बैज सूची में नहीं है। बैज कार्यालय को बुलाएँ।
no_badge = इस अतिथि का बैज नहीं बना है। प्रतीक्षा करने को कहें; बैज कार्यालय को बुलाएँ।
revoked = { revoked-cause } इसे रख लें; बैज कार्यालय को बुलाएँ।
revoked-cause = { $cause ->
    [replaced] यह बैज बदला जा चुका है (प्रति { $issue } मान्य है)।
    [newer_issue_seen] यह बैज बदला जा चुका है (प्रति { $issue } मान्य है)।
    [lost] इस बैज के खोने की सूचना है।
    [withdrawn] यह बैज वापस ले लिया गया है।
    [substituted] इस अतिथि के स्थान पर कोई और आ रहा है।
    [cancelled] प्रतिनिधिमंडल ने आना रद्द कर दिया है।
    [refused] प्रत्यायन अस्वीकार हुआ था।
    [surrendered] यह बैज लौटाया जा चुका है।
   *[other] यह बैज अब मान्य नहीं है।
}
not_collected = यह बैज कभी दिया नहीं गया। बैज कार्यालय को बुलाएँ।
not_collected_by_roster = { $when } तक नहीं दिया गया (इस द्वार की सूची)। बैज कार्यालय को बुलाएँ।
suspended = प्रत्यायन निलंबित है। अतिथि से प्रतीक्षा करने को कहें; पर्यवेक्षक को बुलाएँ।
not_yet_valid = { $when } से मान्य।
    .next = अतिथि से प्रतीक्षा करने को कहें; बैज कार्यालय को बुलाएँ।
expired = { $when } को समाप्त हो गया।
    .next = अतिथि से प्रतीक्षा करने को कहें; बैज कार्यालय को बुलाएँ।
wrong_zone = यह बैज { $zone } नहीं खोलता। { $opens ->
    [0] यह कोई क्षेत्र नहीं खोलता।
   *[other] यह खोलता है: { $zones }।
}
    .next = अतिथि को रास्ता बताएँ; अंदर न आने दें।
not_invited = { $when } तक बंद सत्र।
    .next = अतिथि से प्रतीक्षा करने को कहें; पर्यवेक्षक को बुलाएँ।
floater_required = { $cause ->
    [badge_first] पहले अतिथि का बैज स्कैन करें, फिर फ़्लोटर।
    [not_theirs] यह फ़्लोटर { $party } का नहीं है। प्रतिनिधिमंडल का अपना स्कैन करें।
    [in_use] इस फ़्लोटर के साथ कोई अंदर है। दूसरा स्कैन करें।
   *[other] प्रतिनिधिमंडल का फ़्लोटर स्कैन करें।
}
escort_required = पहले साथ आने वाले का बैज स्कैन करें, फिर यह दोबारा।
already_inside = { $when } से अंदर हैं ({ $gate })।
    .next = चेहरे और बैज का मिलान करें; पर्यवेक्षक को बुलाएँ।
already_used = { $when } पर उपयोग हो चुका है ({ $gate })।
    .next = अंदर न आने दें; पर्यवेक्षक को बुलाएँ।
party_limit = { $party }: { $limit } में से { $inside } अंदर हैं।
    .next = अतिथि से कहें कि प्रतिनिधिमंडल के किसी के निकलने तक प्रतीक्षा करें।
zone_full = स्थान भरा है: { $inside } अंदर हैं।
    .next = अतिथि से कहें कि किसी के निकलने तक प्रतीक्षा करें।
not_yet_in_roster = इस द्वार की सूची से नया: चेहरे और दस्तावेज़ का मिलान करें।
not_seen_entering = इस अतिथि का प्रवेश दर्ज नहीं है।
    .next = जाने दें।
override = पर्यवेक्षक ने प्रवेश दिया।
annulled = यह स्कैन रद्द किया गया। बैज फिर से स्कैन करें।
time-on-day = { $day } को { $time }
brief = { $reason ->
    [unreadable] हमारा नहीं
    [wrong_event] दूसरा आयोजन
    [unknown_key] अपुष्ट
    [forged] अपुष्ट
    [unknown_badge] सूची में नहीं
    [revoked] निरस्त
    [not_collected] दिया नहीं गया
    [suspended] निलंबित
    [not_yet_valid] समय से पहले
    [expired] समाप्त
    [wrong_zone] ग़लत क्षेत्र
    [not_invited] बंद सत्र
    [floater_required] फ़्लोटर
    [escort_required] साथ वाला
    [already_inside] पहले से अंदर
    [already_used] उपयोग हो चुका
    [party_limit] सीमा
    [zone_full] भरा है
    [annulled] रद्द
   *[other] { $reason }
}

in = अंदर
out = बाहर
inside = { $count } अंदर
inside-of = { $capacity } में से { $count } अंदर
roster-live = ताज़ा सूची
roster-as-of = { $time } की सूची
offline = ऑफ़लाइन
clock-behind = ! यह घड़ी पीछे है
in-today = आज { $count } अंदर आए
out-today = { $count } बाहर गए
refused-today = { $count } अस्वीकृत
no-badge-shown = बिना बैज
typed-serial = क्रमांक टाइप किया
issue = प्रति { $issue }
opens = खोलता है { $zones }
every-zone = सभी क्षेत्र
passport-name = पासपोर्ट में: { $name }
before = इससे पहले:
repeated = फिर से स्कैन हुआ: यह { $time } का उत्तर है।
asks-floater = अब प्रतिनिधिमंडल का फ़्लोटर, { $seconds } सेकंड में।
asks-escort = अब साथ आने वाले का बैज, फिर यह दोबारा, { $seconds } सेकंड में।
escorted = अब यह बैज दोबारा स्कैन करें: { $guest }।
waiting = { $count } और प्रतीक्षा में
starting = स्टेशन खुल रहा है …
scan-or-type = स्कैन करें, या क्रमांक या नाम के तीन अक्षर टाइप कर Enter · Esc: और
typing = Enter: लें   Backspace: सुधारें   Esc: मिटाएँ
menu-direction = { $digit } दिशा
menu-name = { $digit } नाम
menu-override = { $digit } छूट
menu-annul = { $digit } रद्द
menu-gate = { $digit } द्वार
menu-theme = { $digit } दिन/रात
menu-language = { $digit } भाषा
menu-handout = { $digit } दे दिया
menu-leave = { $digit } बंद करें
one-way = यह द्वार केवल { $direction ->
    [in] अंदर आने
   *[out] बाहर जाने
} के लिए है।
not-recorded = दर्ज नहीं हुआ
not-recorded-next = जब तक यह फिर न चले, इस स्क्रीन से किसी को अंदर न आने दें; नाम काग़ज़ पर लिखें। { $fault }
search = नाम, भूले हुए बैज के लिए
search-hint = तीन या अधिक अक्षर
search-none = यहाँ इस नाम का कोई नहीं है।
search-more = और { $count }; एक अक्षर और टाइप करें
search-keys = ↑ ↓ चुनें   Enter: लें   Esc: वापस
hand-out = दें: { $items }
handout-nothing = देने को कुछ नहीं है।
handed-out = दिया गया दर्ज हुआ: { $items }।
annul-title = अंतिम स्कैन रद्द करें
annul-do = रद्द करें
annul-what = स्कैन रोज़नामचे में रहता है और गिना नहीं जाता।
annul-nothing = पिछले 15 मिनट में यहाँ से न कोई अंदर आया, न बाहर गया।
annul-annulled = यहाँ का अंतिम स्कैन पहले ही रद्द है; केवल अंतिम ही रद्द हो सकता है।
annul-another = इस बीच यहाँ किसी और का स्कैन हुआ; फिर देखें।
supervisor-title = { $by ->
    [badge] छूट: पर्यवेक्षक का अपना बैज
   *[badge_or_pin] छूट: पर्यवेक्षक का बैज, या पिन
}
supervisor-hint = { $by ->
    [badge] बैज स्कैन करें
   *[badge_or_pin] बैज स्कैन करें, या पिन टाइप करें
}
supervisor-keys = { $by ->
    [badge] बैज स्कैन करें   Esc: वापस
   *[badge_or_pin] Enter: पिन लें   Esc: वापस
}
supervisor-none = इस द्वार के लिए कोई पर्यवेक्षक नियुक्त नहीं है। कार्यालय को बुलाएँ।
supervisor-badge = यह बैज किसी पर्यवेक्षक का नहीं है। पर्यवेक्षक का अपना बैज स्कैन करें।
supervisor-pin = यह पिन किसी पर्यवेक्षक का नहीं है।
supervisor-closed = बहुत बार ग़लत पिन। पर्यवेक्षक का बैज स्कैन करें, या { $time } तक रुकें।
override-title = { $supervisor } की छूट: क्यों?
reason-known = पर्यवेक्षक इन्हें पहचानते हैं
reason-protocol = प्रोटोकॉल के कहने पर
reason-roster = सूची पुरानी है
reason-other = दूसरा कारण: टाइप करें
override-nothing = ऐसा कोई अस्वीकार नहीं जिसमें छूट दी जा सके।
override-hint = अतिथि को क्यों आने दिया जाए
override-keys = Enter: आने दें   Esc: वापस
override-who = { $guest }: { $refusal }
gate-title = कौन-सा द्वार?
language-title = कौन-सी भाषा?
keys-choose = एक अंक, या ↑ ↓ और Enter   Esc: वापस
