import type { GraphScope } from '../../language/graph/graph.ts';
import { groupBox, isFile, type Measure, titleLeft } from '../layout/boxSizes.ts';
import type { Size } from '../layout/geometry.ts';
import { type Shape, shape, titleOf } from './shape.ts';
import { filePath } from './stateIcons.ts';
import { fitText } from './textFit.ts';

/**
 * The ground on which a branch of a Parallel, the inside of a Map or another workflow is drawn, with its origin at the
 * top left corner.
 */
export function drawFrame(scope: GraphScope, { width, height }: Size, measure: Measure): Shape {
  const { id, title, nodes } = scope;
  const words = [title, nodes.length === 0 ? 'empty' : undefined].filter((word) => word !== undefined).join(' · ');
  const left = titleLeft(scope);
  const text = fitText(words, width - left - groupBox.titleLeft, 'label', measure);
  return shape('g', { class: `frame${isFile(scope) ? ' elsewhere' : ''}`, 'data-id': id }, [
    shape('rect', { width, height, rx: 8 }),
    ...(isFile(scope) ? [titleOf(`${words}: what this state starts`), fileMark()] : []),
    ...(words === '' ? [] : [shape('text', { class: 'frame-title', x: left, y: 18 }, [text])]),
  ]);
}

function fileMark(): Shape {
  return shape('path', { class: 'file-mark', d: filePath, transform: 'translate(11 7) scale(0.6)' });
}
