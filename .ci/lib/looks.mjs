/** Judge what a browser shows, by measures: functions that run in the page and give problems as sentences. */

/** What is wider than the window and does not scroll by itself, pictures that do not show, and text too pale to read. */
export function pageLooks() {
  const problems = [];
  const named = (element) => `${element.tagName.toLowerCase()} "${element.textContent.trim().slice(0, 40)}"`;
  const visible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  const beyond = document.documentElement.scrollWidth - innerWidth;
  if (beyond > 0) {
    const wide = [...document.querySelectorAll("main *")].filter(
      (each) => each.getBoundingClientRect().right > innerWidth + 1,
    );
    const inner = wide.filter((each) => !wide.some((other) => other !== each && each.contains(other)));
    problems.push(`it is ${beyond} pixels wider than the window: ${inner.slice(0, 3).map(named).join(", ")}`);
  }

  for (const image of document.images) {
    const { width, height } = image.getBoundingClientRect();
    if (image.naturalWidth === 0 || width < 8 || height < 8) problems.push(`the picture ${image.src} does not show`);
    if (!image.alt) problems.push(`the picture ${image.src} has no text in its place`);
  }

  const pale = new Map();
  const judged = new Set(); // one element of each style
  for (const element of document.querySelectorAll(".vp-doc *")) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const kind = [element, element.parentElement]
      .map((each) => each.tagName + each.className + each.style.cssText)
      .join();
    if (judged.has(kind) || !visible(element) || element.closest(".katex")) continue;
    judged.add(kind);
    const style = getComputedStyle(element);
    const ratio = contrast(channels(style.color), backgroundOf(element));
    const large = Number.parseFloat(style.fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5))
      pale.set(style.color, `${named(element)} in ${style.color} has a contrast of ${ratio.toFixed(1)}`);
  }
  return [...problems, ...pale.values()];

  function channels(colour) {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return { rgb: [r, g, b], a };
  }

  /** The colours behind an element, laid over each other down to the first that hides the rest. */
  function backgroundOf(element) {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      layers.push(channels(getComputedStyle(at).backgroundColor));
      if (layers.at(-1).a === 1) break;
    }
    return layers.reduceRight(
      (below, { rgb, a }) => rgb.map((value, i) => a * value + (1 - a) * below[i]),
      [255, 255, 255],
    );
  }

  function contrast({ rgb }, background) {
    const light = (values) => {
      const [r, g, b] = values
        .map((value) => value / 255)
        .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [high, low] = [light(rgb), light(background)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  }
}

/** Text of a picture, shown in the document, that its edge cuts or other text overlaps. */
export function pictureLooks() {
  const svg = document.querySelector("svg");
  const edge = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")]
    .filter(
      (text) => text.textContent.trim() && text.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    )
    .map((text) => ({
      words: text.textContent.trim().slice(0, 30),
      box: text.getBoundingClientRect(),
      frame: animated(text),
    }));
  const cut = texts
    .filter(
      ({ box }) =>
        box.left < edge.left - 1 ||
        box.right > edge.right + 1 ||
        box.top < edge.top - 1 ||
        box.bottom > edge.bottom + 1,
    )
    .map(({ words }) => `"${words}" is cut by the edge`);
  const shared = ([a, b], [c, d]) => Math.min(b, d) - Math.max(a, c);
  const overlapping = texts.flatMap(({ words, box, frame }, i) =>
    texts
      .slice(i + 1)
      .filter((other) => other.frame === frame)
      .filter((other) => shared([box.left, box.right], [other.box.left, other.box.right]) > 1)
      .filter((other) => shared([box.top, box.bottom], [other.box.top, other.box.bottom]) > 4)
      .map((other) => `"${words}" and "${other.words}" overlap`),
  );
  return [...cut, ...overlapping];

  /** The frame of an animation that shows the element: frames lie over each other and take turns. */
  function animated(element) {
    for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).animationName !== "none") return at;
    return undefined;
  }
}
