import { parseJson } from './syntax/parseJson.ts';
import type { TextFormat } from './syntax/parseText.ts';
import { parseYaml } from './syntax/parseYaml.ts';
import { type MemberNode, memberOf, type SyntaxNode } from './syntax/syntaxTree.ts';
import type { TextRange } from './text.ts';

/** Something that a template deploys and that a workflow can call. */
export interface TemplateResource {
  readonly kind: 'function' | 'stateMachine' | 'activity';
  readonly logicalId: string;
  /** Of the logical id, quotes included. */
  readonly range: TextRange;
  /** The name in AWS, where the template says it. */
  readonly name: string | undefined;
  /** `index.handler`; of a function only. */
  readonly handler: string | undefined;
  /** The folder of a function's code or the file of a definition, as a path from the template. */
  readonly source: { readonly path: string; readonly range: TextRange } | undefined;
}

const kinds: ReadonlyMap<string, TemplateResource['kind']> = new Map([
  ['AWS::Serverless::Function', 'function'],
  ['AWS::Lambda::Function', 'function'],
  ['AWS::Serverless::StateMachine', 'stateMachine'],
  ['AWS::StepFunctions::StateMachine', 'stateMachine'],
  ['AWS::StepFunctions::Activity', 'activity'],
]);

/** The functions, state machines and activities of a CloudFormation or SAM template, or of a serverless.yml. */
export function resourcesIn(text: string, format: TextFormat): readonly TemplateResource[] {
  const { root } = format === 'json' ? parseJson(text) : parseYaml(text, 'objects');
  const globals = memberOf(memberOf(root, 'Globals')?.value, 'Function')?.value;
  const resources = membersOf(memberOf(root, 'Resources')?.value).flatMap((member) => {
    const kind = kinds.get(textOf(member.value, 'Type') ?? '');
    return kind ? [ofResource(member, kind, globals)] : [];
  });
  const functions = membersOf(memberOf(root, 'functions')?.value).map(ofServerless);
  return [...resources, ...functions];
}

function ofResource({ key, value }: MemberNode, kind: TemplateResource['kind'], globals: SyntaxNode | undefined) {
  const properties = memberOf(value, 'Properties')?.value;
  const own = (name: string) => memberOf(properties, name)?.value ?? memberOf(globals, name)?.value;
  const source = kind === 'function' ? (own('CodeUri') ?? own('Code')) : memberOf(properties, 'DefinitionUri')?.value;
  return {
    kind,
    logicalId: key.value,
    range: key.range,
    name: ['FunctionName', 'StateMachineName', 'Name'].map((name) => textOf(properties, name)).find(Boolean),
    handler: kind === 'function' ? stringOf(own('Handler')) : undefined,
    source: source?.kind === 'string' ? { path: source.value, range: source.range } : undefined,
  };
}

/** The Serverless Framework derives the logical id from the function's name. */
function ofServerless({ key, value }: MemberNode): TemplateResource {
  const [, folder = '', handler] = /^(?:(.*)\/)?([^/]*)$/.exec(textOf(value, 'handler') ?? '') ?? [];
  const name = key.value.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return {
    kind: 'function',
    logicalId: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}LambdaFunction`,
    range: key.range,
    name: textOf(value, 'name') ?? key.value,
    handler: handler || undefined,
    source: { path: folder, range: key.range },
  };
}

function membersOf(node: SyntaxNode | undefined): readonly MemberNode[] {
  return node?.kind === 'object' ? node.members : [];
}

function textOf(node: SyntaxNode | undefined, key: string): string | undefined {
  return stringOf(memberOf(node, key)?.value);
}

function stringOf(node: SyntaxNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined;
}

/** What a text that names a resource may call it: an ARN, a name, `${LogicalId.Arn}`, or `${LogicalIdArn}` as by habit. */
export function resourceNamed(
  resources: readonly TemplateResource[],
  kind: TemplateResource['kind'],
  text: string,
): TemplateResource | undefined {
  const ofKind = resources.filter((resource) => resource.kind === kind);
  const placeholders = [...text.matchAll(/\$\{(\w+)(?:\.\w+)?\}/g)].map((found) => found[1] ?? '');
  const last = text.split(':').at(-1) ?? '';
  return (
    ofKind.find(({ logicalId }) => placeholders.includes(logicalId)) ??
    ofKind.find(({ name }) => name !== undefined && (name === last || name === text.split(':')[6])) ??
    ofKind.find(({ logicalId }) => placeholders.some((each) => each.replace(/Arn$/i, '') === logicalId))
  );
}
