/** How Step Functions writes the names of an AWS service model. */

/** `SSEKMSKeyId` → `SsekmsKeyId`, `DBInstanceIdentifier` → `DbInstanceIdentifier`, `Acl` → `Acl`. */
export function memberName(member: string): string {
  if (member === 'equals') return 'EqualsValue';
  const lowered = actionName(member);
  return lowered.charAt(0).toUpperCase() + lowered.slice(1);
}

/** `PutItem` → `putItem`: a leading run of capitals is lowered up to the one that begins the next word. */
export function actionName(operation: string): string {
  return operation.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/, (run) => run.toLowerCase());
}

/** `Application Discovery Service` → `applicationdiscovery`. */
export function serviceToken(serviceId: string): string {
  const token = serviceId.toLowerCase().replace(/[^a-z0-9]/g, '');
  return token.length > 7 && token.endsWith('service') ? token.slice(0, -7) : token;
}

/** `Cognito Identity` → `CognitoIdentity`, for services whose prefix is not among the facts. */
export function errorPrefix(serviceId: string): string {
  const words = serviceId.split(/[^A-Za-z0-9]+/).filter((word) => !/^(Amazon|AWS|Service)$/.test(word));
  return words.map((word) => memberName(word)).join('');
}

/** Error names always end in `Exception`. */
export function exceptionName(name: string): string {
  return name.endsWith('Exception') ? name : `${name}Exception`;
}
