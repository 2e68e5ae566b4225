import type { ButtonProps } from '@cloudscape-design/components/button';

/** The style of a destructive button. */
export const red: ButtonProps.Style = {
  root: {
    background: {
      default: 'var(--danger)',
      hover: 'var(--danger-strong)',
      active: 'var(--danger-strong)',
      disabled: 'var(--free)',
    },
    borderColor: {
      default: 'var(--danger)',
      hover: 'var(--danger-strong)',
      active: 'var(--danger-strong)',
      disabled: 'var(--free)',
    },
    color: { default: '#fff', hover: '#fff', active: '#fff', disabled: 'var(--soft)' },
  },
};

const quiet = { default: 'transparent', hover: 'var(--ground)', active: 'var(--ground)' };
const line = { default: 'var(--danger)', hover: 'var(--danger)', active: 'var(--danger)' };
const ink = { default: 'var(--removed)', hover: 'var(--removed)', active: 'var(--removed)' };

/** The same for a button that only opens the confirmation. Disabled, it looks like every other button. */
export const quietRed: ButtonProps.Style = { root: { background: quiet, borderColor: line, color: ink } };
