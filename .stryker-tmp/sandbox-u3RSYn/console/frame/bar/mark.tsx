/** Berths, two of them taken. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect className="hull" width="32" height="32" rx="8" />
      <rect className="berth" x="7" y="8" width="18" height="4" rx="2" />
      <rect className="berth" x="7" y="14" width="18" height="4" rx="2" />
      <rect className="berth free" x="7" y="20" width="18" height="4" rx="2" />
    </svg>
  );
}
