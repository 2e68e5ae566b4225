import type { ButtonProps } from '@cloudscape-design/components/button';

/** How a button looks that takes something away. */
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
