// The phone shows the secret from the code that it read, and waits until the operator has compared the numbers.

const SAID = {
  en: {
    asking: "Asking the station …",
    compare: "The operator's screen must show the same number.",
    void: "This code is used up or too old. Ask the operator for another.",
    refused: "The operator has refused this phone.",
    lost: "The station does not answer. Trying again …",
    often: "Too many attempts. Wait a minute, then read the code again.",
  },
  fr: {
    asking: "Demande au poste …",
    compare: "L'écran de l'opérateur doit montrer le même numéro.",
    void: "Ce code a déjà servi ou a expiré. Demandez-en un autre à l'opérateur.",
    refused: "L'opérateur a refusé ce téléphone.",
    lost: "Le poste ne répond pas. Nouvel essai …",
    often: "Trop d'essais. Attendez une minute, puis relisez le code.",
  },
  ar: {
    asking: "جارٍ سؤال المحطة …",
    compare: "يجب أن تُظهر شاشة المشغّل الرقم نفسه.",
    void: "استُعمل هذا الرمز أو انتهت مدته. اطلب رمزًا آخر من المشغّل.",
    refused: "رفض المشغّل هذا الهاتف.",
    lost: "المحطة لا تجيب. محاولة أخرى …",
    often: "محاولات كثيرة. انتظر دقيقة ثم اقرأ الرمز من جديد.",
  },
  pt: {
    asking: "A perguntar ao posto …",
    compare: "O ecrã do operador deve mostrar o mesmo número.",
    void: "Este código já foi usado ou expirou. Peça outro ao operador.",
    refused: "O operador recusou este telefone.",
    lost: "O posto não responde. Nova tentativa …",
    often: "Demasiadas tentativas. Espere um minuto e leia o código de novo.",
  },
  hi: {
    asking: "स्टेशन से पूछा जा रहा है …",
    compare: "संचालक की स्क्रीन पर यही संख्या होनी चाहिए।",
    void: "यह कोड काम में आ चुका है या पुराना है। संचालक से दूसरा माँगें।",
    refused: "संचालक ने इस फ़ोन को मना कर दिया है।",
    lost: "स्टेशन जवाब नहीं दे रहा। फिर कोशिश हो रही है …",
    often: "बहुत कोशिशें हुईं। एक मिनट रुककर कोड फिर पढ़ें।",
  },
};

const language = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag in SAID) ?? "en";
const said = SAID[language];
document.documentElement.lang = language;
document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
document.documentElement.dataset.light = matchMedia("(prefers-color-scheme: light)").matches ? "day" : "night";

const show = (title, number = "") => {
  document.getElementById("title").textContent = title;
  document.getElementById("number").textContent = number;
};
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const ENDS = { 403: "refused", 410: "void", 422: "void", 429: "often" };

async function ask(path, sent) {
  for (;;) {
    try {
      return await fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(sent),
        signal: AbortSignal.timeout(8000),
      });
    } catch {
      show(said.lost);
      await pause(1500);
    }
  }
}

async function pair() {
  const secret = location.hash.slice(1);
  history.replaceState(null, "", "/pair");
  show(said.asking);
  let answer = secret ? await ask("/pair", { secret }) : await ask("/pair/decided", {});
  while (answer.status === 202) {
    const { number, gate } = await answer.json();
    show(said.compare, number);
    document.getElementById("told").textContent = gate;
    await pause(700);
    answer = await ask("/pair/decided", {});
  }
  if (answer.ok) location.replace("/");
  else show(said[ENDS[answer.status] ?? "void"]);
}

pair();
