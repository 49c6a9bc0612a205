// The way in: five kinds of help, search, what one might be entitled to, and what people come for most.

import { session } from "./api.js";
import { icon } from "./icons.js";
import { go, html, press, row } from "./parts.js";

const { ref } = window.Vue;

const ENTRIES = [
  ["policies", "创业补贴", "条件、金额、依据", "balance-list-o"],
  ["financial-products", "创业担保贷款", "额度、期限、贴息", "gold-coin-o"],
  ["courses", "创业培训", "学课程拿证书", "certificate"],
  ["spaces", "孵化基地", "找场地入驻", "shop-o"],
  ["activities", "创业活动", "大赛和沙龙", "calendar-o"],
];

const OFTEN = [
  ["#/guide/together", "创业一件事", "一张表，几件事一起办", "apps"],
  ["#/guide/business", "登记经营主体", "执照或网店，登记一次五处通用", "shop-o"],
  ["#/guide/loan", "申请创业担保贷款", "名册认得出的，不再要材料", "gold-coin-o"],
  ["#/notices", "看补贴公示", "拟发放名单，有异议可以提", "notice"],
  ["#/certificates", "查验培训证书", "凭编号，不用登录", "scan"],
];

export default {
  setup() {
    const words = ref("");
    const search = (event) => {
      event.preventDefault();
      location.hash = `#/directory/policies?q=${encodeURIComponent(words.value.trim())}`;
    };
    return () => html`
      <div>
        <section class="hero">
          <h1>想创业，从这里开始</h1>
          <p>登记一次，五类帮扶联动办；每条结论都写明依据。</p>
          <form class="search" role="search" onSubmit=${search}>
            <input type="search" aria-label="搜索政策和服务" placeholder="搜一搜，例如：补贴" value=${words.value}
              onInput=${(event) => { words.value = event.target.value; }} />
            ${press("搜索", undefined, { submit: true })}
          </form>
        </section>
        <nav class="entries" aria-label="五类服务">
          ${ENTRIES.map(([to, title, told, mark]) => html`
            <a key=${to} class="card tile" href=${`#/directory/${to}`}>${icon(mark)}<strong>${title}</strong><span>${told}</span></a>`)}
        </nav>
        <section class="card invite">
          <div><h2>我可能享受什么？</h2><p>回答几个问题就能核对，不用登录，也不留存。</p></div>
          ${go("开始核对", "#/precheck")}
        </section>
        <h2>常办的事</h2>
        <ul class="rows">${OFTEN.map(([to, title, told, mark]) => row(to, title, { told, mark }))}</ul>
        ${session.token ? null : html`<section class="card invite">
          <div><h2>我的服务专区</h2><p>办到哪一步、什么时候到期、还差什么，登录后都在一处。</p></div>
          ${go("登录查看", "#/me", { plain: true })}
        </section>`}
      </div>`;
  },
};
