import { resources, synthesised, theResource } from './synthesised.ts';

const { stacks, templates } = synthesised({ stage: 'prod' });
const { api } = templates;
const [aliasId = '', alias] = Object.entries(resources(api, 'AWS::Lambda::Alias'))[0] ?? [];

describe('a new version of the gate', () => {
  test('the gateway calls it by the name of an alias, and is allowed to', () => {
    const asked = Object.values(resources(api, 'AWS::ApiGatewayV2::Integration')).filter(
      ({ Properties }) => Properties['IntegrationUri'].Ref === aliasId,
    );
    expect(asked.map(({ Properties }) => Properties['Description'])).toEqual(['calls']);
    const [permission = ''] =
      Object.entries(resources(api, 'AWS::Lambda::Permission')).find(
        ([, { Properties }]) => Properties['FunctionName'].Ref === aliasId,
      ) ?? [];
    expect(asked[0]?.DependsOn).toContain(permission);
  });

  test('it gets one request in ten for ten minutes, and is rolled back when it fails', () => {
    const group = theResource(api, 'AWS::CodeDeploy::DeploymentGroup').Properties;
    expect(alias).toMatchObject({
      UpdatePolicy: { CodeDeployLambdaAliasUpdate: { DeploymentGroupName: { Ref: expect.any(String) } } },
    });
    expect(group).toMatchObject({
      DeploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: expect.arrayContaining(['DEPLOYMENT_STOP_ON_ALARM']),
      },
    });
    const watched = (group['AlarmConfiguration'].Alarms as { Name: { Ref: string } }[]).map(
      ({ Name }) => resources(api, 'AWS::CloudWatch::Alarm')[Name.Ref]?.Properties,
    );
    const [version] = Object.keys(resources(api, 'AWS::Lambda::Version'));
    expect(watched).toMatchObject([
      {
        MetricName: 'Errors',
        Period: 60,
        Dimensions: expect.arrayContaining([
          { Name: 'ExecutedVersion', Value: { 'Fn::GetAtt': [version, 'Version'] } },
        ]),
      },
      { MetricName: 'prod-calls-server-errors', Period: 60 },
    ]);
    expect(stacks.api.canary.alarms).toHaveLength(2);
  });

  test('it gets all requests at once where no canary is wanted', () => {
    for (const given of [{}, { stage: 'prod', canary: 'false' }]) {
      const template = synthesised(given).templates.api;
      expect(Object.values(resources(template, 'AWS::Lambda::Alias'))).toHaveLength(1);
      expect(Object.values(resources(template, 'AWS::CodeDeploy::DeploymentGroup'))).toHaveLength(0);
    }
  });

  test('as many instances are kept warm as the option says', () => {
    const warm = synthesised({ provisionedConcurrency: 5 }).templates.api;
    expect(theResource(warm, 'AWS::Lambda::Alias').Properties).toMatchObject({
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 5 },
    });
  });
});
