// What is wrong with a page, read off the page itself: each returns a list of sentences, empty where all is right.
({
  // What is wider than the page.
  overflow() {
    const most = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= most) return [];
    const wide = [...document.querySelectorAll("body *")].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width && (box.right > most + 1 || box.left < -1);
    });
    return wide.slice(-5).map((one) => one.outerHTML.slice(0, 120));
  },

  // Targets under 24 by 24 pixels (WCAG 2.5.8), but for links within a sentence; a label is part of its box.
  targets() {
    const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".skip");
    const within = (one) => {
      if (!one.matches("a") || !getComputedStyle(one).display.startsWith("inline")) return false;
      const around = one.closest("mark") ? one.closest("p, h2") : one.parentElement;
      return around.textContent.trim().length > one.textContent.trim().length;
    };
    const size = (one) => {
      const boxes = [one, ...(one.labels ?? [])].map((part) => part.getBoundingClientRect());
      return boxes.some((box) => box.width >= 24 && box.height >= 24);
    };
    return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
      .filter((one) => seen(one) && !within(one) && !size(one))
      .map((one) => {
        const box = one.getBoundingClientRect();
        return `${Math.round(box.width)}x${Math.round(box.height)} ${one.outerHTML.slice(0, 140)}`;
      });
  },

  // Fields without a label.
  labels() {
    return [...document.querySelectorAll("input:not([type=hidden], [hidden]), select, textarea")]
    .filter((one) => {
      const named = one.getAttribute("aria-label") || one.getAttribute("aria-labelledby");
      return !named && ![...one.labels].some((label) => label.textContent.trim());
    })
    .map((one) => one.outerHTML.slice(0, 140));
  },

  // Headings out of order.
  headings() {
    const found = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    const levels = found.map((one) => Number(one.tagName[1]));
    const wrong = levels.filter((level) => level === 1).length === 1 ? [] : [`${levels} has not one h1`];
    levels.forEach((level, at) => {
      if (at && level > levels[at - 1] + 1) wrong.push(`${levels[at - 1]} to ${level}: ${found[at].textContent}`);
    });
    return wrong.concat(found.filter((one) => !one.textContent.trim()).map((one) => one.outerHTML));
  },

  // Ids twice or nowhere, and things without a name.
  names() {
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    const lost = [...document.querySelectorAll("[aria-labelledby], [aria-describedby], label[for]")].flatMap((one) =>
      ["aria-labelledby", "aria-describedby", "for"]
        .flatMap((name) => (one.getAttribute(name) ?? "").split(/\s+/))
        .filter((id) => id && !document.getElementById(id)));
    const mute = [...document.querySelectorAll("img:not([alt]), a[href], button")].filter((one) =>
      !one.matches("a, button") || !(one.textContent.trim() || one.getAttribute("aria-label") || one.querySelector("[alt]")));
    return twice.map((id) => `${id} twice`).concat(lost.map((id) => `${id} is nowhere`), mute.map((one) => one.outerHTML));
  },

  // Text paler than WCAG AA allows. Colours are drawn on a canvas and read back, in whatever notation they are.
  contrast() {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const known = new Map();
    const rgba = (written) => {
      if (!known.has(written)) {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = written;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        known.set(written, [r, g, b, a / 255]);
      }
      return known.get(written);
    };
    const over = (front, back) => front.slice(0, 3).map((value, at) => value * front[3] + back[at] * (1 - front[3]));
    const behind = (one) => {
      const layers = [];
      for (let at = one; at; at = at.parentElement) {
        const colour = rgba(getComputedStyle(at).backgroundColor);
        layers.push(colour);
        if (colour[3] === 1) break;
      }
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      return layers.reduceRight((back, front) => over(front, back), dark ? [18, 18, 18] : [255, 255, 255]);
    };
    const light = (colour) => {
      const [r, g, b] = colour.map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const wrong = new Set();
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const one = words.currentNode.parentElement;
      const text = words.currentNode.textContent.trim();
      if (!text || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || one.closest(".skip, script, svg, option")) continue;
      if (one.closest(":disabled")) continue;
      const style = getComputedStyle(one), back = behind(one);
      const front = over(rgba(style.color), back);
      const [high, low] = [light(front), light(back)].sort((a, b) => b - a);
      const ratio = (high + 0.05) / (low + 0.05);
      const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
      if (ratio < (large ? 3 : 4.5)) wrong.add(`${ratio.toFixed(2)} ${one.tagName}.${one.className}: ${text.slice(0, 40)}`);
    }
    return [...wrong];
  },
})
