// Duties: what is owed in an area and year, by whom, until when, and how far it is.

import { call, session } from "./api.js";
import { figureAt, Wanted } from "./desk_cockpit.js";
import { learnDesk } from "./desk_session.js";
import { cited, html, loaded, nothing, shown, state } from "./parts.js";

const { watch } = window.Vue;
const TONES = { met: "met", late: "overdue", open: "busy" };
const ORDER = { late: 0, open: 1, met: 2 };

export default {
  title: "义务清单",
  props: { query: Object },
  setup(props) {
    const it = loaded(async () => {
      const desk = await learnDesk();
      const wanted = { area: props.query.area || session.area, year: props.query.year || desk.today.slice(0, 4) };
      const { items } = await call(`/duties?${new URLSearchParams(wanted)}`);
      const sorted = items.sort((a, b) => ORDER[a.state] - ORDER[b.state] || (a.due_on || "9").localeCompare(b.due_on || "9"));
      return { ...wanted, items: sorted };
    });
    watch(() => JSON.stringify(props.query), it.reload);
    return () => html`<div><h1>义务清单</h1>${shown(it, (all) => html`<div>
      <${Wanted} area=${all.area} year=${all.year} to="#/duties" />
      ${all.items.length ? table(all.items) : nothing("这个地区和年度没有列出的义务")}</div>`, 6)}</div>`;
  },
};

const table = (items) => html`<div class="scroll" tabindex="0" role="region" aria-label="义务清单"><table class="stack">
  <thead><tr><th scope="col">义务</th><th scope="col">承担者</th><th scope="col">状态</th><th scope="col">期限</th><th scope="col" class="number-cell">完成 / 至少</th><th scope="col">依据</th></tr></thead>
  <tbody>${items.map((one) => html`<tr key=${one.duty + one.debtor}><th scope="row">${one.label}</th><td data-told="承担者">${one.debtor_name}</td><td data-told="状态">${state(TONES[one.state], one.state_label)}</td>
    <td class="day-cell" data-told="期限">${one.due_on || html`<span class="quiet">无期限</span>`}</td><td class="number-cell" data-told="完成 / 至少"><span><a href=${figureAt(one, one.label)} aria-label=${`${one.debtor_name} ${one.label}：${one.counted}，看明细`}>${one.counted}</a> / ${one.at_least}</span></td>
    <td>${cited(one.citation)}${one.state === "late" && one.when_late ? html`<span class="clause">逾期：${one.when_late}</span>` : null}</td></tr>`)}</tbody></table></div>`;
