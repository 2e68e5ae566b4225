/** Disables a control and says why; changes nothing when there is no reason to. */
export const disabledFor = (
  whyNot: string | undefined,
): { readonly disabled?: true; readonly disabledReason?: string } =>
  whyNot === undefined ? {} : { disabled: true, disabledReason: whyNot };
