/**
 * The form in which two names are the same name: “Prod” and “PROD”, “straße” and “STRASSE”. Apart from the schemas of
 * names, which whoever only compares them need not load.
 */
export function foldName(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}
