import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { CountryCode } from 'libphonenumber-js/min';
import { countryName } from './country.ts';

interface Props {
  readonly country: CountryCode | undefined;
  readonly better: CountryCode;
  readonly onChoose: () => void;
}

/** Suggests another country where most national numbers do not exist in the chosen one. */
export const OtherCountry = ({ country, better, onChoose }: Props) => (
  <div role="status">
    <Alert
      type="info"
      action={
        <Button formAction="none" onClick={onChoose}>
          Use {countryName(better)}
        </Button>
      }
    >
      {country === undefined
        ? 'Most numbers are national, and need a country.'
        : `Most national numbers are not valid in ${countryName(country)}.`}{' '}
      In {countryName(better)} they are.
    </Alert>
  </div>
);
