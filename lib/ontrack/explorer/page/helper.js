// What the widgets leave out: names of sliders and of the picture, the page's language, and files to keep.
function nameSliders(root) {
  for (const handle of root.querySelectorAll(".noUi-handle")) {
    const box = handle.closest(".jupyter-widgets");
    const label = box && box.querySelector(".widget-label");
    if (label) {
      handle.setAttribute("aria-label", label.textContent);
      const readout = box.querySelector(".widget-readout");
      if (readout) {
        readout.setAttribute("role", "textbox");
        readout.setAttribute("aria-label", label.textContent);
        handle.setAttribute("aria-valuetext", readout.textContent);
      }
    }
  }
}

function namePicture(root, text) {
  const plot = root.querySelector(".js-plotly-plot");
  if (plot) {
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", text);
  }
}

function keep(name, type, buffer) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([buffer], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const FAMILY = "Noto Sans SC";

function wantFont(model) {
  // ontrack explore serves the font by its style sheet; JupyterLab knows nothing of it.
  if (![...document.fonts].some((face) => face.family.includes(FAMILY))) model.send({ want: "font" });
}

async function takeFont(model, id) {
  const file = await model.widget_manager.get_model(id);
  document.fonts.add(await new FontFace(FAMILY, file.get("content")).load());
}

function render({ model, el }) {
  el.style.display = "none";
  const name = () => {
    const root = el.closest(".ontrack") || document;
    nameSliders(root);
    namePicture(root, model.get("picture_text"));
    if (root !== document) root.setAttribute("lang", model.get("language"));
    if (document.body.dataset.voila) {
      document.documentElement.lang = model.get("language");
      document.title = model.get("title");
    }
  };
  let waiting = 0;
  const soon = () => {
    if (!waiting) waiting = setTimeout(() => { waiting = 0; name(); }, 50);
  };
  const observer = new MutationObserver(soon);
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  model.on("change:picture_text change:language change:title", soon);
  model.on("msg:custom", (message, buffers) => {
    if (message.font) takeFont(model, message.font);
    else keep(message.name, message.type, buffers[0]);
  });
  wantFont(model);
  soon();
  return () => observer.disconnect();
}

export default { render };
