/**
 * The folded form of a name: two names are the same when their folded forms are, such as “Prod” and “PROD”, or
 * “straße”, “STRAẞE” and “STRASSE”. It lowers, raises and lowers the case again, because only all three steps unite
 * every form of a letter. It stands apart from the schemas of names, so that code which only compares names need not
 * load them.
 */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFKC');
}
