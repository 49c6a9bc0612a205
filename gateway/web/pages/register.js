// Registering by real name, once for all five kinds of help.

import { call } from "./api.js";
import { AreaChoice } from "./area_choice.js";
import { entered, sends, useForm } from "./form.js";
import { html } from "./parts.js";
import { place } from "./place.js";

export const Register = {
  props: { onDone: Function },
  setup(props) {
    const form = useForm({ name: "", id_number: "", phone: "" },
      (told) => call("/people", { method: "POST", body: { ...told, area: place.code } }), () => props.onDone());
    return () => html`
      <div>
        <h2 class="page-name">实名登记</h2>
        <p class="quiet lead">登记一次，五类服务都不再重复填写。身份证号加密保存，页面上只显示首尾。</p>
        <form class="card" onSubmit=${form.submit}>
          ${entered(form, "name", "姓名", { autocomplete: "name" })}
          ${entered(form, "id_number", "身份证号", { autocomplete: "off", inputmode: "text", maxlength: 18 })}
          ${entered(form, "phone", "手机号", { type: "tel", autocomplete: "tel", maxlength: 11 })}
          <${AreaChoice} />
          ${sends(form, "登记")}
        </form>
      </div>`;
  },
};
