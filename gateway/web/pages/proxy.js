// Acting for somebody: who may act for me, for whom I may act, and giving an authorisation by the proxy's own link.

import { actFor, call, moment, session } from "./api.js";
import { dictionaryOf } from "./choices.js";
import { chosen, entered, sends, ticked, useForm } from "./form.js";
import { back, html, loaded, nothing, press, shown } from "./parts.js";
import { useZone } from "./zone.js";

const { ref } = window.Vue;

const Proxy = {
  title: "代办",
  props: { rest: Array, query: Object },
  setup(props) {
    const it = loaded(async () => ({ proxies: (await call("/people/me/proxies")).items, done: (await call("/people/me/proxy-acts")).items }));
    const zone = useZone();
    const [told, link] = [ref(""), ref(false)];
    const end = async (one) => {
      try {
        await call(`/proxies/${one.authorisation_id}/end`, { method: "POST", body: {} });
        told.value = "委托已终止";
        await it.reload();
      } catch (problem) { told.value = problem.message; }
    };
    const given = async () => { told.value = "委托已登记；随时可以终止"; await it.reload(); window.scrollTo(0, 0); };
    return () => html`
      <div>
        ${back("我的", "#/me")}
        <h1>代办</h1>
        <p class="notice" role="status">${told.value}</p>
        ${props.rest[0] ? shown(zone, (me) => (me.registered ? html`<${Authorise} zone=${me} agent=${props.rest[0]} name=${props.query.name || ""} onDone=${given} />`
    : nothing("请先实名登记，再委托他人"))) : null}
        ${shown(it, ({ proxies, done }) => html`<div>${forOthers(proxies, zone, link)}${forMe(proxies, end)}${acts(done)}</div>`)}
      </div>`;
  },
};
export default Proxy;

const standing = (one) => one.state === "in_force";
const scope = (one) => one.matters.map((code) => new Map(dictionaryOf("zone.proxy_matter")).get(code) || code).join("、");

const forOthers = (proxies, zone, link) => {
  const mine = proxies.filter((one) => one.agent_id === session.person && standing(one));
  return html`<section class="card"><h2>我替别人办</h2>
    ${mine.length ? html`<ul>${mine.map((one) => html`<li key=${one.authorisation_id} class="taken"><span><strong>${one.person_name}</strong><small>${scope(one)}；至 ${one.until}</small></span>
      ${press("替他办", () => start(one), { aria: `替他办：${one.person_name}` })}</li>`)}</ul>` : html`<p class="quiet">还没有人委托您。</p>`}
    <div class="acts">${press("请人委托我", () => { link.value = !link.value; }, { plain: true })}</div>
    ${link.value && zone.data.value?.me ? html`<p>请对方登录后打开这个地址，写明办什么、到哪天：</p><p class="address">${address(zone.data.value)}</p>` : null}
    ${link.value && zone.data.value && !zone.data.value.me ? html`<p class="wrong">请先在“我的”实名登记。</p>` : null}</section>`;
};

const address = (zone) => `${location.origin}/#/proxy/${session.person}?name=${encodeURIComponent(zone.me.name)}`;

function start(one) {
  actFor({ id: one.person_id, name: one.person_name });
  location.hash = "#/me";
}

const forMe = (proxies, end) => {
  const others = proxies.filter((one) => one.person_id === session.person);
  return html`<section class="card"><h2>谁可以替我办</h2>
    ${others.length ? html`<ul>${others.map((one) => html`<li key=${one.authorisation_id} class="taken"><span><strong>${one.agent_name}</strong>
      <small>${one.state_label}；${scope(one)}；至 ${one.until}</small></span>
      ${standing(one) ? press("终止", () => end(one), { plain: true, aria: `终止：${one.agent_name}` }) : null}</li>`)}</ul>`
    : html`<p class="quiet">没有委托任何人。需要时请代办人给您一个地址，或带身份证到窗口办理。</p>`}</section>`;
};

const READ = /（GET .*）$/;
const acts = (done) => {
  if (!done.length) return null;
  const [seen, acted] = [done.filter((one) => READ.test(one.what)), done.filter((one) => !READ.test(one.what))];
  return html`<section class="card"><h2>替我办过什么</h2>${acted.length ? noted(acted) : html`<p class="quiet">还没有办过。</p>`}
    ${seen.length ? html`<details class="more"><summary>看过 ${seen.length} 次</summary>${noted(seen)}</details>` : null}</section>`;
};

const noted = (lines) => html`<ul>${lines.map((one, index) => html`<li key=${index} class="taken">
  <span>${one.what.replace(/（(GET|POST|PUT|DELETE) .*）$/, "")}<small>${one.agent_name} · ${moment(one.acted_at)}</small></span></li>`)}</ul>`;

const Authorise = {
  props: { zone: Object, agent: String, name: String, onDone: Function },
  setup(props) {
    const it = loaded(async () => (await call("/clock")).business_time.slice(0, 10));
    const form = useForm({ kind: "village_clerk", until: "", ...Object.fromEntries(dictionaryOf("zone.proxy_matter").map(([code]) => [code, code === "zone"])) },
      (told) => call("/proxies", { method: "POST", body: { person_id: props.zone.me.person_id, agent_id: props.agent, kind: told.kind, until: told.until,
        matters: dictionaryOf("zone.proxy_matter").map(([code]) => code).filter((code) => told[code]) } }), () => props.onDone());
    const kinds = () => dictionaryOf("zone.proxy_kind").filter(([code]) => code !== "business_agent");
    return () => shown(it, (today) => html`<form class="card" onSubmit=${form.submit}>
      <h2>委托 ${props.name} 替我办</h2><p class="quiet lead">他看什么、办什么都有记录，您随时可以终止。</p>
      ${chosen(form, "kind", "他是", kinds())}
      <fieldset class="choices"><legend>可以办什么</legend>${dictionaryOf("zone.proxy_matter").map(([code, words]) => ticked(form, code, words))}</fieldset>
      ${entered(form, "until", "到哪天为止（一年之内）", { type: "date", min: today })}
      ${sends(form, "同意委托")}</form>`);
  },
};
