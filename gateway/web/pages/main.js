// The shell: which page is shown, the head with large-text mode, and the way between the four main places.

import { actFor, learnWords, session, whose } from "./api.js";
import { icon } from "./icons.js";
import { failed, go, html, nothing, parsed, press, skip, waiting } from "./parts.js";
import { recount, unread } from "./unread.js";

const { createApp, h, nextTick, onMounted, ref, shallowRef } = window.Vue;
const LARGE = "wuchuang.large";
const NAME = "创业服务专区";
const MOST_SHOWN = 99;

// A page's file is fetched when it is first wanted; the first page waits for nothing else.
const PAGES = {
  "": () => import("./landing.js"),
  directory: () => import("./directory.js"),
  precheck: () => import("./precheck.js"),
  "sign-in": () => import("./sign_in.js"),
  guide: () => import("./guide.js"),
  certificates: () => import("./certificates.js"),
  notices: () => import("./notices.js"),
  apply: () => import("./apply.js"),
  me: () => import("./mine.js"),
  entitled: () => import("./entitled.js"),
  happened: () => import("./happened.js"),
  "my-certificates": () => import("./my_certificates.js"),
  data: () => import("./data.js"),
  case: () => import("./case.js"),
  messages: () => import("./messages.js"),
  rights: () => import("./rights.js"),
  proxy: () => import("./proxy.js"),
};
const OWN = new Set(["apply", "me", "entitled", "happened", "my-certificates", "data", "case", "messages", "rights", "proxy"]);
const PLACES = [["#/", "首页", "home", [""]], ["#/directory/policies", "服务", "apps", ["directory", "precheck", "guide", "certificates", "notices"]],
  ["#/messages", "消息", "bell", ["messages"]],
  ["#/me", "我的", "person", ["me", "apply", "case", "entitled", "happened", "my-certificates", "data", "rights", "proxy", "sign-in"]]];

const Shell = {
  setup() {
    const at = ref(null);
    const page = shallowRef(null);
    const trouble = ref(null);
    const show = async () => {
      const wanted = parsed(location.hash);
      const name = OWN.has(wanted.name) && !session.token ? "sign-in" : wanted.name;
      trouble.value = null;
      try {
        page.value = (await (PAGES[name] || missing)()).default;
      } catch (error) {
        trouble.value = new Error("暂时连不上平台：请检查网络后再试一次");
      }
      at.value = { ...wanted, of: whose() || "" };
      recount();
      document.title = page.value?.title ? `${page.value.title} · ${NAME}` : NAME;
    };
    const moved = async () => {
      await show();
      window.scrollTo(0, 0);
      await nextTick();
      document.querySelector("main")?.focus({ preventScroll: true });
    };
    window.addEventListener("hashchange", moved);
    window.Vue.watch(whose, show);
    // Without the words, codes are shown as they are: better than no page.
    onMounted(() => Promise.all([learnWords().catch(() => null), show()]));
    return () => html`
      <div class="shell">
        <a class="skip" href="#main" onClick=${skip}>跳到正文</a>
        ${head()}${acting()}${places(at.value?.name)}
        <main id="main" tabindex="-1">${trouble.value ? failed(trouble.value, show)
    : page.value && at.value ? h(page.value, { key: at.value.hash + at.value.of, ...at.value }) : waiting()}</main>
        <footer><p>每一项结论都注明文件和条款；标有“依据待确认”的，以主管部门答复为准。</p></footer>
      </div>`;
  },
};

const missing = async () => ({ default: { title: "没有这个页面", render: () => html`<div><h1>没有这个页面</h1>${nothing("地址可能抄错了", go("回首页", "#/"))}</div>` } });

const large = ref(localStorage.getItem(LARGE) === "yes");
function enlarge(yes) {
  large.value = yes;
  localStorage.setItem(LARGE, yes ? "yes" : "no");
  document.documentElement.classList.toggle("large", yes);
}
enlarge(large.value);

const head = () => html`
  <header>
    <a class="brand" href="#/"><img src="/pages/mark.svg" alt="" width="32" height="32" /><span>${NAME}</span></a>
    <div class="head-acts">
      <button type="button" aria-pressed=${large.value ? "true" : "false"} onClick=${() => enlarge(!large.value)}>长辈版</button>
      ${session.token ? null : html`<a href="#/sign-in">登录</a>`}
    </div>
  </header>`;

// A proxy always sees for whom they act, and can stop.
const acting = () => (session.actsFor ? html`<div class="acting" role="status"><span>正在替 <strong>${session.actsFor.name}</strong> 办理</span>
  ${press("结束代办", () => { actFor(null); location.hash = "#/proxy"; }, { plain: true })}</div>` : null);

const places = (name) => html`
  <nav class="places" aria-label="主要页面">${PLACES.map(([to, words, mark, names]) => html`
    <a key=${to} href=${to} aria-current=${names.includes(name) ? "page" : undefined}>${icon(mark)}<span>${words}${to === "#/messages" && unread.count ? html`<b class="count">${Math.min(unread.count, MOST_SHOWN)}${unread.count > MOST_SHOWN ? "+" : ""}<span class="unseen">条未读</span></b>` : null}</span></a>`)}
  </nav>`;

createApp(Shell).mount("#app");
