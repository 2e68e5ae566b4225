import type { Alert, AlertItem } from '../alerts/alert.ts';
import { oneLine } from './invitation-mail.ts';
import type { Mail } from './mail.ts';
import { plainMail } from './plain-mail.ts';

/** What an alert is about. */
export interface AlertFacts extends Pick<AlertItem, 'alert' | 'at' | 'accountId' | 'environmentId'> {
  readonly environmentName: string;
  readonly accountName: string;
}

/** The mail of an alert. Its subject says what it is before it says anything that somebody chose. */
export function alertMail(facts: AlertFacts, consoleOrigin: string): Pick<Mail, 'subject' | 'text' | 'html'> {
  const { alert, at, accountId, environmentId } = facts;
  const environment = oneLine(facts.environmentName);
  const { subject, happened, todo, page } = words(alert);
  const link = (path: string) => `${consoleOrigin}/${accountId}/${environmentId}/${path}`;
  const when = `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
  return plainMail(`Berth alert: ${subject} in ${environment}`, [
    `${happened}\nEnvironment: ${environment}\nAccount: ${oneLine(facts.accountName)}\nTime: ${when}`,
    `${todo}\n${link(page)}`,
    `You are one of the Admins whom the alerts of this environment are mailed to, each kind once an hour at most. Change that in its settings:\n${link('environment-settings')}`,
  ]);
}

function words(alert: Alert) {
  if (alert.kind === 'near') {
    const { activeCalls, maxConcurrentCalls, percent } = alert;
    const inUse = `${activeCalls} of ${maxConcurrentCalls} calls`;
    return {
      subject: `${inUse} in use`,
      happened: `${inUse} are in use, which is ${percent} % of the limit or more.`,
      todo: 'When all are in use, further calls are refused. The calls that run:',
      page: 'calls',
    };
  }
  if (alert.kind === 'refusals')
    return {
      subject: 'calls refused',
      happened: 'A call was refused because a limit was reached. More may have been since.',
      todo: 'The calls that run, and the refusals of the day:',
      page: 'calls',
    };
  const calls = alert.calls === 1 ? '1 call' : `${alert.calls} calls`;
  return {
    subject: `${calls} lost`,
    happened: `The leases of ${calls} ran out within an hour: nobody ended them or kept them alive.`,
    todo: 'The program that started them may have died. The calls that ended:',
    page: 'history',
  };
}
