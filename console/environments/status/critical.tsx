import Badge from '@cloudscape-design/components/badge';

/** The mark of a critical environment. */
export const Critical = () => (
  <span className="critical-mark">
    <Badge color="severity-critical">Critical</Badge>
  </span>
);
