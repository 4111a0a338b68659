// Saves the answer as it is written, counts its characters, and waits for a save before sending.
// Without it the form works the same, with the button "Save draft".
(() => {
  "use strict";
  const form = document.querySelector("form[data-saved]");
  if (!form) {
    return;
  }
  const REST = 1500;
  const AGAIN = 10000;
  const status = form.querySelector("[data-status]");
  const version = form.elements.namedItem("version");
  const words = form.dataset;
  let timer = 0;
  let saving = null;
  let isChanged = false;
  let isStopped = false;

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const answers = () => {
    const content = new FormData(form);
    for (const name of [...content.keys()]) {
      if (name.startsWith("evidence-")) {
        content.delete(name);
      }
    }
    content.set("do", "save");
    return content;
  };

  const stop = (text) => {
    isStopped = true;
    clearTimeout(timer);
    status.textContent = text;
  };

  const send = async (isLast) => {
    const headers = { Accept: "application/json" };
    const request = { method: "POST", body: answers(), headers, keepalive: isLast };
    const response = await fetch(form.action, request);
    if (response.status === 409) {
      stop(words.changed);
      return;
    }
    if (!response.ok) {
      throw new Error(String(response.status));
    }
    const found = await response.json();
    version.value = found.version;
    status.textContent = words.saved.replace("{time}", found.saved);
  };

  const save = async (isLast = false) => {
    clearTimeout(timer);
    if (!isChanged || isStopped) {
      return;
    }
    if (saving) {
      await saving;
      return save(isLast);
    }
    isChanged = false;
    status.textContent = words.saving;
    saving = send(isLast).catch(() => {
      isChanged = true;
      status.textContent = words.failed;
      later(AGAIN);
    });
    await saving;
    saving = null;
  };

  const isOfAnswer = (target) => target.name && !target.name.startsWith("evidence-");

  form.addEventListener("input", (event) => {
    if (isOfAnswer(event.target)) {
      isChanged = true;
      later(REST);
    }
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      save(true);
    }
  });

  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    const button = event.submitter;
    if (saving) {
      event.preventDefault();
      saving.finally(() => form.requestSubmit(button));
      return;
    }
    isStopped = true;
    if (button && button.value === "send") {
      // The button keeps its value: what is sent is gathered after this.
      button.textContent = words.sending;
    }
  });

  for (const count of form.querySelectorAll("[data-count]")) {
    const field = document.getElementById(count.dataset.count);
    const most = field.maxLength.toLocaleString(document.documentElement.lang);
    const tell = () => {
      const written = field.value.length.toLocaleString(document.documentElement.lang);
      count.textContent = count.dataset.words.replace("{written}", written).replace("{most}", most);
    };
    field.addEventListener("input", tell);
    tell();
  }
})();
