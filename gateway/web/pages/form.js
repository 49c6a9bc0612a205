// Forms: what was typed, what is wrong with which field, and sending once.

import { field, html, press } from "./parts.js";

const { nextTick, reactive, ref } = window.Vue;

// `send` gets the values and its answer is handed to `done`; a problem's fields are told beside their inputs.
export function useForm(initial, send, done) {
  const form = { values: reactive({ ...initial }), wrong: ref({}), failure: ref(""), busy: ref(false) };
  form.submit = async (event) => {
    event?.preventDefault();
    if (form.busy.value) return;
    form.busy.value = true;
    [form.wrong.value, form.failure.value] = [{}, ""];
    try {
      const answer = await send(form.values);
      form.busy.value = false;
      await done?.(answer);
    } catch (problem) {
      form.wrong.value = problem.fields || {};
      const beside = Object.keys(form.wrong.value).some((name) => name in form.values);
      form.failure.value = beside ? "" : problem.message;
      form.busy.value = false;
      nextTick(() => document.querySelector("[aria-invalid='true'], form .wrong")?.scrollIntoView({ block: "center" }));
    }
  };
  return form;
}

const told = (form, name) => [form.wrong.value[name]].flat().filter(Boolean).join("；");

export const entered = (form, name, words, { type = "text", hint, required = true, ...more } = {}) => field(words, html`
  <input name=${name} type=${type} required=${required} value=${form.values[name]} ...${more}
    aria-invalid=${told(form, name) ? "true" : undefined}
    onInput=${(event) => { form.values[name] = event.target.value; }} />`, told(form, name), hint);

// What is not among the options stands for the first of them, here and where it is sent.
export const chosen = (form, name, words, options, hint) => {
  const now = options.some(([code]) => code === form.values[name]) ? form.values[name] : options[0]?.[0];
  return field(words, html`
    <select name=${name} value=${now} onChange=${(event) => { form.values[name] = event.target.value; }}>
      ${options.map(([code, label]) => html`<option key=${code} value=${code} selected=${code === now}>${label}</option>`)}
    </select>`, told(form, name), hint);
};

export const picked = (form, name, words, options) => html`
  <fieldset class="choices"><legend>${words}</legend>${options.map(([code, label]) => html`
    <label key=${code}><input type="radio" name=${name} value=${code} required checked=${form.values[name] === code}
      onChange=${() => { form.values[name] = code; }} /><span>${label}</span></label>`)}
    ${told(form, name) && html`<em class="wrong" role="alert">${told(form, name)}</em>`}
  </fieldset>`;

export const ticked = (form, name, words) => html`<label key=${name}><input type="checkbox" name=${name} checked=${form.values[name]}
  onChange=${(event) => { form.values[name] = event.target.checked; }} /><span>${words}</span></label>`;

export const sends = (form, words) => html`
  ${form.failure.value && html`<p class="wrong" role="alert">${form.failure.value}</p>`}
  ${press(words, undefined, { submit: true, busy: form.busy.value })}`;
