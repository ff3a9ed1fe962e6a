import { html } from '../dom.ts';
import type { StageValue } from '../messages.ts';
import { parsed, valueBlock } from './jsonView.ts';
import { changeList, changesBetween } from './valueChanges.ts';

/** A value with its name; JSON texts, or values as some recorded histories have them. */
export type NamedValue = readonly [title: string, text: unknown];

const stageTitles: Readonly<Record<string, string>> = {
  afterInputPath: 'After InputPath',
  afterParameters: 'After Parameters',
  afterArguments: 'After Arguments',
  afterItemsPath: 'After ItemsPath',
  afterItemSelector: 'After ItemSelector',
  afterItemBatcher: 'After ItemBatcher',
  result: 'Result',
  afterResultSelector: 'After ResultSelector',
  afterResultPath: 'After ResultPath',
};

/** The values between a state's input and output that tell more than the value before them. */
export function stageValues(stages: readonly StageValue[]): readonly NamedValue[] {
  return stages.flatMap(({ stage, text }, index): NamedValue[] => {
    const title = stageTitles[stage];
    return title === undefined || text === stages[index - 1]?.text ? [] : [[title, text]];
  });
}

/** The values of a visit, one below the other, and what is different between any two of them. */
export function dataFlow(values: readonly NamedValue[], copy: (text: string) => void): HTMLElement[] {
  const blocks = values.map(([title, text]) => valueBlock(title, text, copy));
  return values.length < 2 ? blocks : [...blocks, differences(values)];
}

function differences(values: readonly NamedValue[]): HTMLElement {
  const titles = values.map(([title]) => title);
  const [before, after] = [
    valueChoice('From', titles, titles.indexOf('Input')),
    valueChoice('To', titles, titles.indexOf('Output')),
  ];
  const changes = html('div', {}, []);
  const show = (): void => {
    const [old, now] = [before, after].map(({ selectedIndex }) => parsed(values[selectedIndex]?.[1]));
    changes.replaceChildren(changeList(changesBetween(old, now)));
  };
  for (const choice of [before, after]) choice.addEventListener('change', show);
  const element = html('details', { class: 'flow-changes' }, [
    html('summary', {}, ['What changes']),
    html('div', { class: 'buttons' }, [before, '→', after]),
    changes,
  ]);
  element.addEventListener('toggle', show);
  return element;
}

function valueChoice(label: string, titles: readonly string[], chosen: number): HTMLSelectElement {
  return html(
    'select',
    { 'aria-label': label },
    titles.map((title, index) => html('option', { selected: index === Math.max(0, chosen) }, [title])),
  );
}
