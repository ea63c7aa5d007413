/** Elements of the page. Texts only ever become text: nothing here reads markup. */

export type Child = Node | string | number | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: never) => void);

function fill(node: Element, attributes: Record<string, Value>, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), value as unknown as EventListener);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, ...children);
}

/** Adds children; strings and numbers become text. */
export function append(node: Element, ...children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
}

/** An element: attributes by name, listeners as `onclick` and so on, then children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  fill(node, attributes, children);
  return node;
}

/** An element of SVG. */
export function drawing(tag: string, attributes: Record<string, Value> = {}, ...children: Child[]): SVGElement {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(node, attributes, children);
  return node;
}

/** A button that says what it does. */
export function button(text: string, act: () => void, attributes: Record<string, Value> = {}): HTMLButtonElement {
  return element("button", { type: "button", onclick: act, ...attributes }, text);
}

/** A list to choose from, with its label before it. */
export function choice(
  label: string,
  options: readonly { readonly value: string; readonly text: string }[],
  value: string,
  changed: (value: string) => void,
  attributes: Record<string, Value> = {},
): { readonly root: HTMLLabelElement; readonly select: HTMLSelectElement } {
  const select = element("select", { onchange: () => changed(select.value), ...attributes });
  for (const option of options) select.append(element("option", { value: option.value }, option.text));
  select.value = value;
  return { root: element("label", { class: "choice" }, element("span", {}, label), select), select };
}

/** Replaces what is inside. */
export function refill(node: Element, ...children: Child[]): void {
  node.replaceChildren();
  append(node, ...children);
}

/** Sets a text only when it differs, so that nothing is laid out for nothing. */
export function say(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** Runs at most once a frame, with the last request. */
export function oncePerFrame(act: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      act();
    });
  };
}

/** Runs when nothing was asked for some milliseconds. */
export function whenQuiet(milliseconds: number, act: () => void): () => void {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(act, milliseconds);
  };
}
