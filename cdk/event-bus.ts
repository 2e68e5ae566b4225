import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { eventBusName } from './names.ts';

/** The bus with the events of all environments of a stage: for the engineers who run it, who add rules of their own. */
export function eventBusOf(stack: Stack, stage: string): EventBus {
  const bus = new EventBus(stack, 'EventBus', {
    eventBusName: eventBusName(stage),
    description: `Berth ${stage}: events of all environments`,
  });
  new CfnOutput(stack, 'EventBusName', { value: bus.eventBusName });
  new CfnOutput(stack, 'EventBusArn', { value: bus.eventBusArn });
  return bus;
}
