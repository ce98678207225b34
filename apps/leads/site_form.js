(function (config) {
  var script = document.currentScript;
  var form = document.createElement("form");
  form.className = "talim-form";
  function field(name, type, label, more) {
    var box = document.createElement("label");
    var input = document.createElement(type === "textarea" ? "textarea" : "input");
    if (type !== "textarea") input.type = type;
    input.name = name;
    Object.keys(more).forEach(function (key) { input.setAttribute(key, more[key]); });
    if (type === "checkbox") {
      box.append(input, " " + label);
    } else {
      box.append(label, document.createElement("br"), input);
    }
    var line = document.createElement("p");
    line.append(box);
    form.append(line);
    return line;
  }
  field("name", "text", config.labels.name, { required: "", maxlength: 120, autocomplete: "name" });
  field("phone", "tel", config.labels.phone, { required: "", maxlength: 32, autocomplete: "tel" });
  field("note", "textarea", config.labels.note, { maxlength: 1000, rows: 3 });
  var trap = field("website", "text", "Website", { tabindex: -1, autocomplete: "off" });
  trap.setAttribute("aria-hidden", "true");
  trap.style.cssText = "position:absolute;left:-9999px";
  field("consent", "checkbox", config.consent, { required: "", value: "true" });
  var button = document.createElement("button");
  button.type = "submit";
  button.textContent = config.labels.send;
  var told = document.createElement("p");
  told.setAttribute("role", "status");
  form.append(button, told);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    button.disabled = true;
    fetch(config.address, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
      credentials: "omit",
    })
      .then(function (answer) {
        return answer.json().then(function (content) { return { ok: answer.ok, content: content }; });
      })
      .then(function (result) {
        if (result.ok) {
          form.replaceChildren(told);
          told.textContent = result.content.thanks;
          return;
        }
        var fields = result.content.fields || {};
        var messages = Object.keys(fields).map(function (name) { return fields[name].join(" "); });
        told.textContent = messages.join(" ") || result.content.detail;
        button.disabled = false;
      })
      .catch(function () {
        told.textContent = config.labels.failed;
        button.disabled = false;
      });
  });
  script.parentNode.insertBefore(form, script);
})
