// The way in: five kinds of help, search, what one might be entitled to.

import { icon } from "./icons.js";
import { html, press } from "./parts.js";

const { ref } = window.Vue;

export const ENTRIES = [
  ["courses", "创业培训", "学课程、拿证书", "certificate"],
  ["financial-products", "创业担保贷款", "额度、期限、贴息", "gold-coin-o"],
  ["spaces", "创业孵化基地", "找场地、申请入驻", "shop-o"],
  ["activities", "创业活动", "大赛、沙龙、导师", "calendar-o"],
  ["policies", "创业补贴", "条件、金额、依据", "balance-list-o"],
];

export const Landing = {
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
          <p>一次登记，五类帮扶联动；每一条结论都写明依据哪份文件的哪一条。</p>
          <form class="search" role="search" onSubmit=${search}>
            <input type="search" aria-label="搜索政策和服务" placeholder="搜索政策，例如：补贴" value=${words.value}
              onInput=${(event) => { words.value = event.target.value; }} />
            ${press("搜索", undefined, { submit: true })}
          </form>
        </section>
        <nav class="entries" aria-label="五类服务">
          ${ENTRIES.map(([to, title, told, mark]) => html`
            <a class="card tile" href=${`#/directory/${to}`}>${icon(mark)}<strong>${title}</strong><span>${told}</span></a>`)}
        </nav>
        <section class="card invite">
          <div><h2>我可能享受什么？</h2><p>回答几个问题，不用登录，也不留存。</p></div>
          <a class="call" href="#/precheck">开始核对</a>
        </section>
        <section class="card invite">
          <div><h2>我的服务专区</h2><p>办到哪一步、什么时候到期、还差什么，都在这里。</p></div>
          <a class="call plain" href="#/me">进入</a>
        </section>
      </div>`;
  },
};
