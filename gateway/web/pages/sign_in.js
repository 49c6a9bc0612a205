// Signing in with a demonstration account, and registering by real name.

import { call, signIn } from "./api.js";
import { AreaChoice } from "./area_choice.js";
import { field, html, press } from "./parts.js";
import { place } from "./place.js";

const { reactive, ref } = window.Vue;

export const SignIn = {
  setup() {
    const account = ref("citizen-li");
    const wrong = ref("");
    const busy = ref(false);
    const enter = async (event) => {
      event.preventDefault();
      busy.value = true;
      try {
        await signIn(account.value.trim());
        location.hash = "#/me";
      } catch (error) { wrong.value = error.code === "no_such_address" ? "这里不能用演示账号登录" : error.message; }
      busy.value = false;
    };
    return () => html`
      <div>
        <h1>登录</h1>
        <form class="card" onSubmit=${enter}>
          <p>演示环境不需要密码：任何以 citizen- 开头的账号都是一位创业者。</p>
          ${field("演示账号", html`<input name="account" value=${account.value} autocomplete="username" required
            onInput=${(event) => { account.value = event.target.value; }} />`, wrong.value)}
          ${press("登录", undefined, { submit: true, busy: busy.value })}
        </form>
      </div>`;
  },
};

const ASKED = [["name", "姓名", "name", "text"], ["id_number", "身份证号", "off", "text"], ["phone", "手机号", "tel", "tel"]];

export const Register = {
  props: { onDone: Function },
  setup(props) {
    const told = reactive({ name: "", id_number: "", phone: "" });
    const wrong = ref({});
    const failure = ref("");
    const busy = ref(false);
    const send = async (event) => {
      event.preventDefault();
      busy.value = true;
      [wrong.value, failure.value] = [{}, ""];
      try {
        await call("/people", { method: "POST", body: { ...told, area: place.code } });
        await props.onDone();
      } catch (error) {
        wrong.value = error.fields || {};
        failure.value = Object.keys(wrong.value).length ? "" : error.message;
      }
      busy.value = false;
    };
    return () => html`
      <form class="card" onSubmit=${send}>
        <h2>实名登记</h2>
        <p>登记一次，五类服务都不再重复填写。身份证号加密保存，页面上只显示首尾。</p>
        ${ASKED.map(([name, words, complete, type]) => field(words, html`
          <input name=${name} type=${type} autocomplete=${complete} required value=${told[name]}
            onInput=${(event) => { told[name] = event.target.value; }} />`, wrong.value[name]?.join("；")))}
        <${AreaChoice} />
        ${failure.value && html`<p class="wrong" role="alert">${failure.value}</p>`}
        ${press("登记", undefined, { submit: true, busy: busy.value })}
      </form>`;
  },
};
