// What I agreed to, who looked, a copy of everything, leaving.

import { call, day, download, label, leave, moment, signOut } from "./api.js";
import { dictionaryOf } from "./choices.js";
import { chosen, entered, sends, ticked, useForm } from "./form.js";
import { back, html, loaded, press, shown } from "./parts.js";

const { ref } = window.Vue;

export default {
  title: "授权与隐私",
  setup() {
    const it = loaded(async () => ({ consents: (await call("/people/me/consents")).items, reads: (await call("/people/me/clear-reads")).items,
      closing: await call("/people/me/closure"), wishes: await call("/me/notification-wishes") }));
    const told = ref("");
    const attempt = async (act, words) => {
      try {
        await act();
        told.value = words;
        await it.reload();
      } catch (problem) { told.value = problem.message; }
      window.scrollTo(0, 0);
    };
    const consent = (given, purpose) => attempt(() => call(given ? `/consents/${given.consent_id}/withdrawal` : "/consents",
      { method: "POST", body: given ? {} : { purpose } }), given ? "已撤回授权" : "已同意");
    const copy = () => attempt(() => download("/people/me/copy", "我的信息.zip", "POST"), "副本已下载");
    return () => html`
      <div>
        ${back("我的", "#/me")}
        <h1>授权与隐私</h1>
        <p class="notice" role="status">${told.value}</p>
        ${shown(it, ({ consents, reads, closing, wishes }) => html`<div>${agreed(consents, consent)}
          <${Wishes} wishes=${wishes} onDone=${() => { told.value = "已保存"; window.scrollTo(0, 0); }} />${seenBy(reads)}
          <section class="card"><h2>下载副本</h2><p>平台保存的您的全部信息，打成一个压缩包。下载会留下记录。</p>
            <div class="acts">${press("下载我的全部信息", copy, { plain: true })}</div></section>
          <${Closing} closing=${closing} /></div>`, 6)}
        <div class="acts">${press("退出登录", goHome)}</div>
      </div>`;
  },
};

async function goHome() {
  await leave();
  location.hash = "#/";
}

const agreed = (consents, consent) => html`<section class="card"><h2>授权</h2><p class="quiet">由您决定，随时可以撤回。</p>
  <ul>${dictionaryOf("zone.consent").map(([purpose, words]) => {
    const given = consents.find((one) => one.purpose === purpose && !one.withdrawn_at);
    return html`<li key=${purpose} class="taken"><span>${words}${given && html`<small>${day(given.given_at)} 同意</small>`}</span>
      ${press(given ? "撤回" : "同意", () => consent(given, purpose), { plain: true, aria: `${given ? "撤回" : "同意"}：${words}` })}</li>`;
  })}</ul></section>`;

const HOURS = Array.from({ length: 24 }, (_, hour) => [String(hour), `${hour} 点`]);

// How one is told outside these pages, and in which hours not.
const Wishes = {
  props: { wishes: Object, onDone: Function },
  setup(props) {
    const { channels, quiet_from, quiet_until } = props.wishes;
    const ways = () => dictionaryOf("zone.channel");
    const form = useForm({ quiet_from: String(quiet_from), quiet_until: String(quiet_until), ...Object.fromEntries(ways().map(([code]) => [code, channels.includes(code)])) },
      (told) => call("/me/notification-wishes", { method: "PUT", body: { channels: ways().map(([code]) => code).filter((code) => told[code]),
        quiet_from: Number(told.quiet_from), quiet_until: Number(told.quiet_until) } }), () => props.onDone());
    return () => html`<form class="card" onSubmit=${form.submit}><h2>怎样通知我</h2>
      <fieldset class="choices"><legend>通知方式</legend>${ways().map(([code, words]) => ticked(form, code, words))}</fieldset>
      ${chosen(form, "quiet_from", "几点以后不打扰", HOURS)}${chosen(form, "quiet_until", "几点以后可以打扰", HOURS)}${sends(form, "保存")}</form>`;
  },
};

const seenBy = (reads) => html`<section class="card"><h2>谁看过我的完整信息</h2>${reads.length
  ? html`<ul>${reads.map((one) => html`<li key=${one.read_at} class="taken"><span>${label("role", one.role)}<small>${moment(one.read_at)} · ${one.reason}</small></span></li>`)}</ul>`
  : html`<p class="quiet">还没有人看过。</p>`}</section>`;

const Closing = {
  props: { closing: Object },
  setup(props) {
    const form = useForm({ confirmation: "" }, (told) => call("/people/me/closure", { method: "POST", body: told }), () => { signOut(); location.hash = "#/"; });
    return () => html`<details class="card more"><summary>注销账户</summary>
      <p>${props.closing.state_label}</p>${list("会删除", props.closing.erased)}${list("必须留存", props.closing.kept)}
      ${props.closing.why_kept && html`<p class="quiet">${props.closing.why_kept}</p>`}
      <form onSubmit=${form.submit}>${entered(form, "confirmation", "请输入“注销账户”", { autocomplete: "off" })}${sends(form, "注销，不能恢复")}</form></details>`;
  },
};

const list = (words, items) => (items.length ? html`<h3>${words}</h3><p>${items.join("、")}</p>` : null);
