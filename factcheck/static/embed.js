// <claim-badge claim="ID"> shows a verdict on any page; data-factcheck-article marks the claims inside an article.
// It loads nothing but this desk's badges, sends no cookie, and writes no markup: only elements and text.
(() => {
  "use strict";

  const REFRESH = 3 * 60 * 1000; // Milliseconds between two looks at the desk.
  const STALE = 15 * 60 * 1000; // Unanswered for this long, a badge gives way to its plain link.
  const CARD = { width: 480, height: 280 }; // Pixels, until the desk says how high a card is.
  const CLAIM_ID = /^[a-z0-9]{1,40}$/;
  const SKIPPED = "script, style, noscript, template, textarea, select, button, claim-badge";
  const NEVER_INSIDE = "a, button, label, summary";

  const base = homeOf(ownScript());

  // Where this script came from is where its badges are. A module has no currentScript.
  function ownScript() {
    const script =
      document.currentScript ??
      document.querySelector("script[data-factcheck][src]") ??
      [...document.querySelectorAll("script[src]")].find((one) => /\/embed\.js(\?|$)/.test(one.src));
    return script?.src ?? "";
  }

  function homeOf(src) {
    if (!/^https?:/.test(src)) return null;
    return new URL(src.includes("/static/") ? "../" : "./", src.split(/[?#]/)[0]).href;
  }

  function address(path, values) {
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(values)) {
      if (value) url.searchParams.set(name, value);
    }
    return url.href;
  }

  async function ask(url) {
    const answer = await fetch(url, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-cache",
      headers: { Accept: "application/json" },
    });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }

  function element(name, attributes) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  // The badge.

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ":host { display: inline-block; max-inline-size: 100%; vertical-align: middle; }" +
      ":host([hidden]) { display: none; }" +
      "a { display: inline-block; max-inline-size: 100%; line-height: 0; border-radius: 4px; }" +
      "a:focus-visible { outline: 3px solid #c8551b; outline-offset: 2px; }" +
      "img { max-inline-size: 100%; block-size: auto; border: 0; }" +
      "iframe { display: block; max-inline-size: 100%; border: 0; color-scheme: light dark; }",
  );

  class ClaimBadge extends HTMLElement {
    static observedAttributes = ["claim", "variant", "lang", "v"];

    #shadow = this.attachShadow({ mode: "open" });
    #turn = 0; // Answers to an older question are dropped.
    #answered = 0; // When the desk last answered.
    #said = null; // What it said.

    constructor() {
      super();
      this.#shadow.adoptedStyleSheets = [sheet];
    }

    connectedCallback() {
      shown.add(this);
      if (this.#said === null) this.#showLink();
      this.refresh();
    }

    disconnectedCallback() {
      shown.delete(this);
    }

    attributeChangedCallback(name, before, after) {
      if (before === after || !shown.has(this)) return;
      this.#said = null;
      this.refresh();
    }

    /** Ask the desk again, and show what it says now. */
    async refresh() {
      const turn = ++this.#turn;
      const claim = this.getAttribute("claim") ?? "";
      if (!base || !CLAIM_ID.test(claim)) return this.#showLink();
      try {
        const said = await ask(address(`badges/${claim}.json`, this.#asked()));
        if (turn === this.#turn) await this.#show(claim, `${said.label}: ${said.message}`);
      } catch {
        if (turn === this.#turn) this.#unanswered(claim);
      }
    }

    #asked() {
      return { lang: this.getAttribute("lang"), v: this.getAttribute("v") };
    }

    async #show(claim, said) {
      this.#answered = Date.now();
      if (said === this.#said) return;
      const made = this.getAttribute("variant") === "card" ? await this.#card(claim, said) : this.#image(claim, said);
      this.#said = said;
      this.#put(made);
    }

    // A page may forbid asking and still allow the image. Where neither works, the plain link stays.
    #unanswered(claim) {
      if (this.#answered === 0 && this.getAttribute("variant") !== "card") {
        this.#put(this.#image(claim, this.textContent.trim() || "Fact check"));
      } else if (Date.now() - this.#answered > STALE) {
        this.#said = null;
        this.#showLink();
      }
    }

    // What the desk said stands in the image's address: a new verdict is never an image already held.
    #image(claim, said) {
      const seen = this.#answered ? digest(said) : String(Math.floor(Date.now() / REFRESH));
      const style = this.getAttribute("variant") === "image-card" ? "card" : null;
      const image = element("img", {
        alt: said,
        crossorigin: "anonymous", // Without cookies.
        decoding: "async",
        referrerpolicy: "no-referrer",
        src: address(`badges/${claim}.svg`, { style, ...this.#asked(), seen }),
      });
      image.addEventListener("error", () => image.isConnected && this.#showLink());
      const link = element("a", { href: this.#page(claim), target: "_blank", rel: "noopener" });
      link.append(image);
      return link;
    }

    async #card(claim, said) {
      const { height } = await this.#size(claim);
      return element("iframe", {
        title: said,
        sandbox: "allow-popups",
        referrerpolicy: "no-referrer",
        loading: "lazy",
        width: this.getAttribute("width") ?? CARD.width,
        height: this.getAttribute("height") ?? height,
        src: address(`embed/${claim}`, { ...this.#asked(), seen: digest(said) }),
      });
    }

    async #size(claim) {
      const maxwidth = Math.floor(this.parentElement?.clientWidth ?? 0) || CARD.width;
      try {
        return await ask(address("oembed", { url: this.#page(claim), maxwidth, lang: this.getAttribute("lang") }));
      } catch {
        return CARD;
      }
    }

    #page(claim) {
      return address(`claims/${claim}`, {});
    }

    #put(node) {
      this.#shadow.replaceChildren(node);
    }

    // What the page's author wrote inside the element, or a link of our own if nothing.
    #showLink() {
      const slot = document.createElement("slot");
      const claim = this.getAttribute("claim") ?? "";
      if (base && CLAIM_ID.test(claim)) {
        const link = element("a", { href: this.#page(claim), target: "_blank", rel: "noopener" });
        link.textContent = "Fact check";
        slot.append(link);
      }
      this.#put(slot);
    }
  }

  // A short name for a text, not a proof of anything.
  function digest(text) {
    let sum = 5381;
    for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 33) ^ text.charCodeAt(at)) >>> 0;
    return sum.toString(36);
  }

  // The claims inside an article.

  const articles = () => document.querySelectorAll("[data-factcheck-article]");

  async function markArticle(article) {
    const id = article.dataset.factcheckArticle;
    if (!base || !CLAIM_ID.test(id)) return;
    try {
      const { items } = await ask(address(`articles/${id}.json`, {}));
      place(article, items);
    } catch {
      // The article reads as before; the next look may find more.
    }
  }

  /** Put a badge after each claim that the article has not got one for yet, the last first. */
  function place(article, items) {
    const known = new Set([...article.querySelectorAll("claim-badge")].map((badge) => badge.getAttribute("claim")));
    const reading = read(article);
    items
      .filter((item) => CLAIM_ID.test(item.id) && !known.has(item.id))
      .map((item) => ({ item, end: endOf(reading, item.selectors) }))
      .filter(({ end }) => end !== null)
      .sort((one, other) => other.end - one.end)
      .forEach(({ item, end }) => insert(reading, end, badgeFor(item, article)));
  }

  function badgeFor(item, article) {
    const badge = element("claim-badge", { claim: item.id });
    const lang = article.dataset.factcheckLang;
    if (lang) badge.setAttribute("lang", lang);
    return badge;
  }

  /** Read an element's text as people see it, and remember for each character where it stands. */
  function read(root) {
    const nodes = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let text = "";
    let block = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(SKIPPED)) continue;
      const within = blockOf(node.parentElement, root);
      if (block && within !== block) text += "\n";
      block = within;
      nodes.push({ node, start: text.length });
      text += node.data;
    }
    return { nodes, ...plain(text) };
  }

  function blockOf(start, root) {
    let inner = start;
    while (inner !== root && getComputedStyle(inner).display.startsWith("inline")) inner = inner.parentElement;
    return inner;
  }

  const ALIKE = { "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-", "‑": "-" };

  /** Fold blanks and typographic variants; `places` leads from each folded unit back to the text. */
  function plain(text) {
    const places = [];
    let folded = "";
    for (let at = 0; at < text.length; at += 1) {
      const unit = text[at];
      if (/[\u00ad\u200b\u2060\ufeff]/.test(unit)) continue;
      const blank = /\s/.test(unit);
      if (blank && (folded === "" || folded.endsWith(" "))) continue;
      folded += blank ? " " : (ALIKE[unit] ?? unit);
      places.push(at);
    }
    return { folded, places };
  }

  /** Return where in the text a quotation ends, or null. Of several, the one whose surroundings fit best. */
  function endOf(reading, selectors) {
    const quote = selectors.find((one) => one.type === "TextQuoteSelector");
    const exact = plain(quote?.exact ?? "").folded.trim();
    if (!exact) return null;
    const position = selectors.find((one) => one.type === "TextPositionSelector");
    const best = occurrences(reading.folded, exact)
      .map((at) => ({ at, fit: fit(reading.folded, at, exact, quote), off: distance(reading.folded, at, position) }))
      .sort((one, other) => other.fit - one.fit || one.off - other.off)[0];
    return best ? reading.places[best.at + exact.length - 1] + 1 : null;
  }

  function occurrences(text, exact) {
    const found = [];
    for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) found.push(at);
    return found;
  }

  /** Count how many characters before and after a place are those that stood around the quotation. */
  function fit(text, at, exact, quote) {
    const before = text.slice(0, at).trimEnd();
    const after = text.slice(at + exact.length).trimStart();
    const prefix = plain(quote.prefix ?? "").folded.trimEnd();
    const suffix = plain(quote.suffix ?? "").folded.trim();
    let fits = 0;
    while (fits < prefix.length && before.at(-1 - fits) === prefix.at(-1 - fits)) fits += 1;
    let more = 0;
    while (more < suffix.length && after[more] === suffix[more]) more += 1;
    return fits + more;
  }

  // Selectors count code points, JavaScript UTF-16 units.
  function distance(text, at, position) {
    return position ? Math.abs([...text.slice(0, at)].length - position.start) : 0;
  }

  /** Put a badge where the text ends at `end`, but never inside a link or a button. */
  function insert(reading, end, badge) {
    const { node, start } = reading.nodes.findLast((one) => one.start < end);
    const outer = node.parentElement.closest(NEVER_INSIDE);
    if (outer) {
      outer.after("\u00a0", badge);
      return;
    }
    if (end - start < node.length) node.splitText(end - start);
    node.after("\u00a0", badge);
  }

  // The clock: while the page is open and looked at, no badge goes stale.

  const shown = new Set();

  function refresh() {
    if (document.visibilityState !== "visible") return;
    shown.forEach((badge) => badge.refresh());
    articles().forEach(markArticle);
  }

  function start() {
    if (customElements.get("claim-badge")) return;
    customElements.define("claim-badge", ClaimBadge);
    articles().forEach(markArticle);
    setInterval(refresh, REFRESH);
    document.addEventListener("visibilitychange", refresh);
    window.addEventListener("pageshow", (event) => event.persisted && refresh());
    window.addEventListener("online", refresh);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start, { once: true });
  } else {
    start();
  }
})();
