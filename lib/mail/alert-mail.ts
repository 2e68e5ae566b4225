import type { Alert, AlertItem } from '../alerts/alert.ts';
import { oneLine } from './invitation-mail.ts';
import type { Mail } from './mail.ts';
import { plainMail } from './plain-mail.ts';

/** The facts of an alert. */
export interface AlertFacts extends Pick<AlertItem, 'alert' | 'at' | 'accountId' | 'environmentId'> {
  readonly environmentName: string;
  readonly accountName: string;
}

/** The mail of an alert. The subject begins with the kind of alert, before any text that somebody chose. */
export function alertMail(facts: AlertFacts, consoleOrigin: string): Pick<Mail, 'subject' | 'text' | 'html'> {
  const { alert, at, accountId, environmentId } = facts;
  const environment = oneLine(facts.environmentName);
  const { subject, happened, todo, page } = words(alert);
  const link = (path: string) => `${consoleOrigin}/${accountId}/${environmentId}/${path}`;
  const when = `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
  return plainMail(`Berth alert: ${subject} in ${environment}`, [
    `${happened}\nEnvironment: ${environment}\nAccount: ${oneLine(facts.accountName)}\nTime: ${when}`,
    `${todo}\n${link(page)}`,
    `You get the alerts of this environment, each kind at most once an hour. Change this in its settings:\n${link('environment-settings')}`,
  ]);
}

function words(alert: Alert) {
  if (alert.kind === 'near') {
    const { activeCalls, maxConcurrentCalls, percent } = alert;
    const inUse = `${activeCalls} of ${maxConcurrentCalls} calls`;
    return {
      subject: `${inUse} in use`,
      happened: `${inUse} are in use, which is ${percent} % of the limit or more.`,
      todo: 'When all are in use, new calls are refused. Running calls:',
      page: 'calls',
    };
  }
  if (alert.kind === 'refusals')
    return {
      subject: 'calls refused',
      happened: 'A call was refused because a limit was reached. More may have been refused since.',
      todo: 'Running calls, and the refusals of the day:',
      page: 'calls',
    };
  const calls = alert.calls === 1 ? '1 call' : `${alert.calls} calls`;
  return {
    subject: `${calls} lost`,
    happened: `The leases of ${calls} expired within an hour: the calls were neither ended nor kept alive.`,
    todo: 'The program that started them may have crashed. Ended calls:',
    page: 'history',
  };
}
