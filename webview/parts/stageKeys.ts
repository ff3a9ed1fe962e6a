import { arrowStep, stepFrom } from '../navigation.ts';
import type { MovedPicture, StageListener } from './stageListener.ts';

/** The keyboard on the picture: it always is at some node, and shows where. */
export class StageKeys {
  /** The node that it is at. Known at once, while the picture shows it in the next frame: keys may come faster. */
  focused: string | undefined;
  readonly #element: HTMLElement;
  readonly #tree: HTMLElement;
  readonly #picture: MovedPicture;
  readonly #listener: StageListener;
  #pointing = false;

  /** `tree` in `element` has the keyboard for the picture. */
  constructor(element: HTMLElement, tree: HTMLElement, picture: MovedPicture, listener: StageListener) {
    this.#element = element;
    this.#tree = tree;
    this.#picture = picture;
    this.#listener = listener;
    tree.addEventListener('keydown', (event) => this.#key(event));
    tree.addEventListener('focus', () => this.#come());
    tree.addEventListener('blur', () => element.classList.remove('keyboard'));
  }

  /** Gives the keyboard to the picture. */
  take(): void {
    this.#tree.focus({ preventScroll: true });
  }

  /** The same by a press on the picture, where nobody needs to be shown the place. */
  takeByPointer(): void {
    this.#pointing = true;
    this.take();
    this.#pointing = false;
    this.#element.classList.remove('keyboard');
  }

  #come(): void {
    if (this.#pointing) return;
    this.#element.classList.add('keyboard');
    const first = this.#picture.drawn?.graph.scopes[0]?.nodes[0]?.id;
    if (this.focused === undefined && first !== undefined) this.#focus(first);
  }

  #focus(id: string): void {
    this.focused = id;
    this.#listener.focused(id);
  }

  #key(event: KeyboardEvent): void {
    this.#element.classList.add('keyboard');
    const { focused } = this;
    const { drawn } = this.#picture;
    const key = keyOf(event);
    const step = drawn && arrowStep(key, drawn.layout.direction);
    if (step) {
      const target = stepFrom(drawn.graph, drawn.layout, focused, step);
      if (target !== undefined) this.#focus(target);
      this.#picture.reveal(target);
    } else if (key === 'Enter' && focused !== undefined) this.#listener.opened(focused);
    else if (key === 'F9' && focused !== undefined) this.#listener.breakpointToggled(focused);
    else if (key === ' ') this.#listener.selected(focused);
    else if (key === 'Shift+ ' && focused !== undefined) this.#listener.toggled(focused);
    else if (key === 'Escape') this.#listener.selected(undefined);
    else if (key === '+' || key === '=') this.#picture.zoom(1.25);
    else if (key === '-') this.#picture.zoom(0.8);
    else if (key === '0') this.#picture.fit();
    else if (!this.#listener.pressed(key, focused)) return;
    event.preventDefault();
  }
}

function keyOf({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string {
  const shift = shiftKey && (key.length > 1 || key === ' ') ? 'Shift+' : '';
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shift}${key}`;
}
