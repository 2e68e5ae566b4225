import { useEffect } from 'react';
import { useRead } from '../api/use-api.ts';
import { setEnvironmentZone, useZone, useZoneChoice, zoneName } from '../format/zone.ts';
import { To } from '../place/page-link.tsx';
import { usePaths } from '../place/paths.ts';
import { useHome } from '../resources/home.tsx';

/** Shows at the end of the list of pages which time zone is used, with a link to the choice. */
export function ZoneNote() {
  const { params } = useHome();
  const { toAccount } = usePaths();
  const zone = useZone();
  const isOfEnvironment = useZoneChoice() === 'environment';
  const { data } = useRead({ operation: 'getEnvironmentSettings', params }, { enabled: isOfEnvironment });
  const ofEnvironment = data?.timezone;
  useEffect(() => setEnvironmentZone(ofEnvironment), [ofEnvironment]);
  return (
    <p className="zone-note">
      Times in <To path={toAccount('settings/profile')}>{zoneName(zone)}</To>
    </p>
  );
}
