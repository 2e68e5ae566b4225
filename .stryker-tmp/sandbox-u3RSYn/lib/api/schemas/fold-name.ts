/**
 * The form in which two names are the same name: “Prod” and “PROD”, “straße”, “STRAẞE” and “STRASSE”. It goes by the small
 * form of the capital form of the small form, for only by both ways do all forms of a letter meet. Apart from the schemas of
 * names, which whoever only compares them need not load.
 */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
}
