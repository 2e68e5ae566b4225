import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { getCountries, getCountryCallingCode, type CountryCode } from 'libphonenumber-js/min';
import { countryName } from './country.ts';
import type { Mapping } from './mapping.ts';
import type { Sheet } from './sheet.ts';

interface Props {
  readonly sheet: Sheet;
  readonly mapping: Mapping;
  readonly onMap: (mapping: Mapping) => void;
}

const NONE = { value: '', label: 'None: all numbers are international' };

const countries = [
  NONE,
  ...getCountries()
    .map((value) => ({
      value,
      label: countryName(value),
      labelTag: `+${getCountryCallingCode(value)}`,
    }))
    .toSorted((one, other) => one.label.localeCompare(other.label)),
];

/** A name may be in two columns: a first name and a last name. */
const NAME_PARTS = ['Name column', 'Last name column'] as const;
const NO_COLUMN = { value: '', label: 'None' };

function withPart(name: readonly number[], part: number, chosen: string | undefined): readonly number[] {
  const parts = [name[0], name[1]];
  parts[part] = chosen ? Number(chosen) : undefined;
  return parts.filter((index) => index !== undefined);
}

/** Lets the user choose the meaning of each column. */
export function MappingFields({ sheet, mapping, onMap }: Props) {
  const options = sheet.columns.map((column, index) => ({
    value: String(index),
    label: column,
    description: sheet.rows[0]?.cells[index] ?? '',
  }));
  return (
    <ColumnLayout columns={2}>
      <FormField label="Number column">
        <Select
          selectedOption={options[mapping.number] ?? null}
          options={options}
          onChange={({ detail }) => onMap({ ...mapping, number: Number(detail.selectedOption.value) })}
        />
      </FormField>
      <FormField label="If empty, use">
        <Select
          selectedOption={options[mapping.orElse ?? -1] ?? NO_COLUMN}
          options={[NO_COLUMN, ...options]}
          onChange={({ detail: { selectedOption } }) =>
            onMap({ ...mapping, orElse: selectedOption.value ? Number(selectedOption.value) : undefined })
          }
        />
      </FormField>
      {NAME_PARTS.map((label, part) => (
        <FormField key={label} label={label}>
          <Select
            selectedOption={options[mapping.name[part] ?? -1] ?? NO_COLUMN}
            options={[NO_COLUMN, ...options]}
            onChange={({ detail }) =>
              onMap({ ...mapping, name: withPart(mapping.name, part, detail.selectedOption.value) })
            }
          />
        </FormField>
      ))}
      <FormField label="Country of national numbers">
        <Select
          selectedOption={countries.find(({ value }) => value === (mapping.country ?? '')) ?? NONE}
          options={countries}
          filteringType="auto"
          filteringAriaLabel="Find a country"
          onChange={({ detail }) =>
            onMap({
              ...mapping,
              country: (detail.selectedOption.value || undefined) as CountryCode | undefined,
            })
          }
        />
      </FormField>
    </ColumnLayout>
  );
}
