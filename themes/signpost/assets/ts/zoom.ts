/**
 * Pictures that are larger than the page: buttons, keys, two fingers and Ctrl with the wheel make them larger and smaller.
 * In: regions that scroll, each with a drawing. Out: the width of the drawing, and where the region stands. Never: words of its own.
 */
import { start } from "./start";

const STEP = 1.25;
/** How much larger than drawn a picture can be. */
const LARGEST = 4;

type Point = readonly [x: number, y: number];

function zoomable(region: HTMLElement, bar: HTMLTemplateElement): void {
  const svg = region.querySelector<SVGSVGElement>("svg");
  const natural = Number(svg?.getAttribute("width"));
  const controls = (bar.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>(".zoom-bar");
  if (!svg || !controls || !(natural > 0)) return;
  const picture = svg;
  const size = controls.querySelector<HTMLElement>("[data-percent]");
  // What is not being changed is not told.
  const tell = () => controls.querySelector("[data-zoom-size]")?.setAttribute("role", "status");
  const width = () => picture.getBoundingClientRect().width;
  const fitting = () => Math.min(region.clientWidth, natural);

  /** Makes the picture so wide, and leaves the point of the region where it is. */
  function set(wanted: number, [x, y]: Point = [region.clientWidth / 2, region.clientHeight / 2]): void {
    const before = width();
    const wide = Math.max(fitting(), Math.min(wanted, LARGEST * natural));
    picture.style.maxInlineSize = "none";
    picture.style.inlineSize = `${wide}px`;
    const by = width() / before;
    region.scrollLeft = (region.scrollLeft + x) * by - x;
    region.scrollTop = (region.scrollTop + y) * by - y;
    say();
  }
  function reset(): void {
    picture.style.maxInlineSize = "";
    picture.style.inlineSize = "";
    say();
  }
  const say = () => void (size && (size.textContent = String(Math.round((width() / natural) * 100))));
  const act = (name: string | undefined) => (name === "reset" ? reset() : set(width() * (name === "in" ? STEP : 1 / STEP)));

  for (const button of controls.querySelectorAll<HTMLElement>("[data-zoom]")) {
    button.setAttribute("aria-controls", region.id);
    button.addEventListener("click", () => act(button.dataset.zoom));
  }
  region.addEventListener("keydown", (event) => {
    const name = { "+": "in", "=": "in", "-": "out", "0": "reset" }[event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(name);
  });
  region.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      set(width() * Math.exp(-event.deltaY / 300), within(event.clientX, event.clientY));
    },
    { passive: false },
  );

  const within = (x: number, y: number): Point => {
    const box = region.getBoundingClientRect();
    return [x - box.left, y - box.top];
  };
  let apart = 0;
  let from = 0;
  const fingers = ({ touches: [a, b] }: TouchEvent) => (a && b ? ([a, b] as const) : undefined);
  region.addEventListener("touchstart", (event) => {
    const two = fingers(event);
    if (two) [apart, from] = [distance(...two), width()];
  });
  region.addEventListener(
    "touchmove",
    (event) => {
      const two = fingers(event);
      if (!two || apart === 0) return;
      event.preventDefault();
      const [a, b] = two;
      set((from * distance(a, b)) / apart, within((a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2));
    },
    { passive: false },
  );

  for (const part of [controls, region]) part.addEventListener("focusin", tell, { once: true });

  region.before(controls);
  say();
}

const distance = (a: Touch, b: Touch) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);

const bar = document.querySelector<HTMLTemplateElement>("template[data-zoom-bar]");
if (bar) start("zoom", (region) => zoomable(region, bar));
