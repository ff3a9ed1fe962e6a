import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { actionView, nameFor, newAnswers, unknownView } from '../../language/integrations/actionView.ts';
import { openCatalogue } from '../../language/integrations/catalogue.ts';
import { parseResource } from '../../language/integrations/resource.ts';
import { catalogueFiles } from '../../runtime/catalogueFiles.ts';
import type { FormView } from '../../webview/formMessages.ts';
import { type Form, openForm } from '../kit/browser.ts';

const catalogue = openCatalogue(catalogueFiles());

async function formFor(resource: string): Promise<FormView> {
  const action = await (await catalogue).actionOf(parseResource(resource));
  assert.ok(action);
  const view = actionView(action, 'JSONPath');
  return {
    notice: '',
    language: 'JSONPath',
    isEditing: false,
    places: ['First', 'Second'],
    after: 'Second',
    handlers: ['First', 'Second'],
    action: view,
    answers: newAnswers(view, nameFor(view)),
  };
}

const empty: FormView = {
  notice: '',
  language: 'JSONata',
  isEditing: false,
  places: ['First'],
  after: 'First',
  handlers: ['First'],
  action: undefined,
  answers: undefined,
};

let form: Form;
beforeEach(async () => {
  form = await openForm();
  await form.hears('ready');
});
afterEach(async () => {
  assert.deepEqual(form.errors, []);
  await form.close();
});

test('form: finds an action and takes it by keyboard alone', async () => {
  await form.send({ type: 'formShown', form: empty });
  await form.page.locator('input:focus').waitFor();
  await form.page.keyboard.type('sns');
  await form.hears('actionsSearched');
  const found = ['publish', 'subscribe'].map((action) => ({
    kind: 'aws-sdk' as const,
    service: 'sns',
    serviceLabel: 'Amazon SNS',
    action,
    doc: '',
  }));
  await form.send({ type: 'actionsFound', query: 'sns', actions: found });
  await form.page.getByRole('option').nth(1).waitFor();
  await form.page.keyboard.press('ArrowDown');
  await form.page.keyboard.press('Enter');
  assert.equal((await form.hears('actionChosen')).action.action, 'subscribe');
});

test('form: sends answers as they are typed, in the mode that is chosen', async () => {
  await form.send({ type: 'formShown', form: await formFor('arn:aws:states:::sns:publish') });
  await form.page.getByLabel('Message comes from').selectOption('path');
  await form.page.getByRole('textbox', { name: 'Message', exact: true }).fill('order.text');
  await form.page.getByLabel('Name of the state').fill('Tell them');
  await form.page.getByLabel('After any error').selectOption('Go to First');
  await form.page.keyboard.press('Control+Enter');
  const { answers, after } = await form.hears('insertRequested');
  assert.equal(after, 'Second');
  assert.equal(answers.name, 'Tell them');
  assert.deepEqual(answers.catch, { kind: 'to', state: 'First' });
  assert.deepEqual(
    answers.parameters.find(({ name }) => name === 'Message'),
    { name: 'Message', mode: 'path', text: 'order.text' },
  );
  assert.ok(await form.hears('answersChanged'));
});

test('form: brings the token along with the callback pattern', async () => {
  await form.send({ type: 'formShown', form: await formFor('arn:aws:states:::sqs:sendMessage') });
  await form.page.getByLabel('After', { exact: true }).selectOption('First');
  await form.page.getByLabel('Pattern').selectOption('waitForTaskToken');
  const { answers, after } = await form.hears('answersChanged');
  assert.equal(after, 'First');
  assert.equal(await form.page.getByLabel('After', { exact: true }).inputValue(), 'First');
  assert.equal(answers.pattern, 'waitForTaskToken');
  assert.match(answers.parameters.find(({ name }) => name === 'MessageBody')?.text ?? '', /Task\.Token/);
});

test('form: shows the preview and its findings, and inserts nothing without one', async () => {
  await form.send({ type: 'formShown', form: await formFor('arn:aws:states:::sns:publish') });
  const insert = form.page.getByRole('button', { name: 'Insert' });
  assert.equal(await insert.isEnabled(), false);
  const findings = [{ severity: 'warning', message: 'Look at this.' }] as const;
  await form.send({ type: 'previewShown', preview: { text: '"A": {}', findings } });
  await form.page.getByText('warning: Look at this.').waitFor();
  assert.equal(await insert.isEnabled(), true);
  await form.page.getByRole('button', { name: 'Copy' }).click();
  assert.equal((await form.hears('copyRequested')).text, '"A": {}');
});

test('form: fits its page in every theme', async (t) => {
  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    const themed = await openForm({ theme });
    await themed.hears('ready');
    await themed.send({ type: 'formShown', form: await formFor('arn:aws:states:::batch:submitJob') });
    const preview = { text: '"Batch submitJob": {\n  "Type": "Task"\n}', findings: [] };
    await themed.send({ type: 'previewShown', preview });
    await themed.page.getByText('No findings.').waitFor();
    const overflow = await themed.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    t.diagnostic(`${theme}: ${overflow} px too wide`);
    assert.ok(overflow <= 0);
    if (process.env.FORM_SHOTS) await themed.page.screenshot({ path: `${process.env.FORM_SHOTS}/form-${theme}.png` });
    await themed.close();
  }
});

test('form: shows what it knows nothing of as it is written, says so, and takes any parameter', async () => {
  const view = unknownView('arn:aws:states:::nothing:known');
  const parameters = [{ name: 'Kept', mode: 'value', text: '{"a":[1]}' }] as const;
  const answers = { ...newAnswers(view, 'Work'), parameters };
  const notice = 'The catalogue of services cannot be read.';
  await form.send({ type: 'formShown', form: { ...empty, isEditing: true, notice, action: view, answers } });
  await form.page.getByRole('alert').filter({ hasText: notice }).waitFor();
  await form.page.getByText('Nothing is known of what this calls').waitFor();
  assert.deepEqual(JSON.parse(await form.page.getByRole('textbox', { name: 'Kept', exact: true }).inputValue()), {
    a: [1],
  });
  await form.page.getByLabel('Add a parameter').fill('More');
  await form.page.getByLabel('Add a parameter').press('Enter');
  await form.page.keyboard.type('5');
  await form.page.keyboard.press('Control+Enter');
  const sent = (await form.hears('insertRequested')).answers;
  assert.deepEqual(sent.parameters, [...parameters, { name: 'More', mode: 'value', text: '5' }]);
});
