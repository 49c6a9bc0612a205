// The shell: which page is shown, the head with large-text mode and sign-out.

import { learnWords, session, signOut } from "./api.js";
import { Case } from "./case.js";
import { DirectoryPage } from "./directory.js";
import { Landing } from "./landing.js";
import { Mine } from "./mine.js";
import { html } from "./parts.js";
import { Precheck } from "./precheck.js";
import { SignIn } from "./sign_in.js";

const { createApp, nextTick, onMounted, ref } = window.Vue;
const LARGE = "wuchuang.large";

const Shell = {
  setup() {
    const at = ref(location.hash || "#/");
    const large = ref(localStorage.getItem(LARGE) === "yes");
    const ready = ref(false);
    const enlarge = (yes) => {
      large.value = yes;
      localStorage.setItem(LARGE, yes ? "yes" : "no");
      document.documentElement.classList.toggle("large", yes);
    };
    enlarge(large.value);
    window.addEventListener("hashchange", () => {
      at.value = location.hash;
      window.scrollTo(0, 0);
      nextTick(() => document.querySelector("main")?.focus());
    });
    // Without the words, codes are shown as they are: better than no page.
    onMounted(() => learnWords().catch(() => null).finally(() => { ready.value = true; }));
    return () => html`
      <div class="shell">
        <header>
          <a class="brand" href="#/"><img src="/pages/mark.svg" alt="" width="32" height="32" /><span>创业服务专区</span></a>
          <nav aria-label="常用">
            <button type="button" aria-pressed=${large.value ? "true" : "false"} onClick=${() => enlarge(!large.value)}>长辈版</button>
            ${session.token ? html`<a href="#/me">我的</a><button type="button" onClick=${leave}>退出</button>`
    : html`<a href="#/sign-in">登录</a>`}
          </nav>
        </header>
        <main tabindex="-1" key=${at.value}>${ready.value ? html`<${page(at.value)} />` : null}</main>
        <footer><p>每一项结论注明文件与条款；注明“待确认”的以主管部门答复为准。</p></footer>
      </div>`;
  },
};

function leave() {
  signOut();
  location.hash = "#/";
}

function page(hash) {
  const [path, search] = hash.replace(/^#\/?/, "").split("?");
  const [first, ...rest] = path.split("/");
  const query = Object.fromEntries(new URLSearchParams(search || ""));
  const found = PAGES[first] || (() => html`<${Landing} />`);
  return { render: () => found(rest, query) };
}

const own = (render) => (...given) => (session.token ? render(...given) : html`<${SignIn} />`);

const PAGES = {
  directory: (rest, query) => html`<${DirectoryPage} kind=${rest[0] || "policies"} query=${query} />`,
  precheck: () => html`<${Precheck} />`,
  "sign-in": () => html`<${SignIn} />`,
  me: own(() => html`<${Mine} />`),
  case: own((rest) => html`<${Case} path=${rest.join("/")} />`),
};

createApp(Shell).mount("#app");
