import { relative } from 'node:path';
import type { EventData } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

// A reporter of node:test for `npm test`: failures in full, what tests print or note, and a closing line of counts.

/** Reads the line with which the reporter closes. */
export const countsLine = /^counted (\d+) passed (\d+) failed$/m;

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    switch (type) {
      case 'test:fail':
        yield describeFailure(data);
        break;
      case 'test:diagnostic':
        // The runner's own sums come without a file.
        if (data.file) yield `    ${data.message}\n`;
        break;
      case 'test:stdout':
      case 'test:stderr':
        yield data.message;
        break;
      case 'test:summary':
        if (data.file === undefined) yield describeCounts(data.counts);
        break;
    }
  }
}

function describeFailure({ name, file, line, details }: EventData.TestFail): string {
  const { error } = details;
  const failedByItsParts = 'failureType' in error && error.failureType === 'subtestsFailed';
  if (failedByItsParts) return '';
  const place = file ? ` (${relative(process.cwd(), file)}:${line})` : '';
  const reason = inspect(error.cause ?? error, { colors: process.stdout.isTTY }).replaceAll('\n', '\n      ');
  return `  ✖ ${name}${place}\n      ${reason}\n`;
}

function describeCounts({ tests, passed, skipped, todo }: EventData.TestSummary['counts']): string {
  return `counted ${passed} passed ${tests - passed - skipped - todo} failed\n`;
}
