import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overviewOf } from '../../../webview/drawing/overview.ts';

const screen = { width: 1000, height: 700 };

test('minimap: is never thinner than can be seen, nor longer than its part of the screen', () => {
  for (const whole of [
    { width: 600, height: 40_000 },
    { width: 40_000, height: 300 },
    { width: 12_000, height: 9_000 },
    { width: 400_000, height: 200_000 },
  ]) {
    const { size, frame } = overviewOf(whole, screen, { x: 0, y: 0, scale: 1 });
    assert.ok(Math.min(size.width, size.height) >= 48, JSON.stringify(size));
    assert.ok(Math.max(size.width, size.height) <= 600, JSON.stringify(size));
    assert.ok(frame.width >= 10 && frame.height >= 10, JSON.stringify(frame));
  }
});

test('minimap: the frame is at the top when the screen is, at the bottom when it is, and moves evenly between', () => {
  const whole = { width: 600, height: 40_000 };
  const at = (top: number) => overviewOf(whole, screen, { x: 0, y: -top, scale: 1 });
  const bottom = whole.height - screen.height;
  const { size } = at(0);
  assert.equal(at(0).frame.y, 0);
  assert.ok(Math.abs(at(bottom).frame.y + at(bottom).frame.height - size.height) < 0.01);
  for (const top of [0, 5_000, 20_000]) {
    const { frame, pace } = at(top);
    assert.ok(Math.abs(at(top + 10 * pace.y).frame.y - frame.y - 10) < 0.01);
  }
});
