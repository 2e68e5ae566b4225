import type { Theme } from '@cloudscape-design/components/theming';

/** A colour in light and dark mode. */
const ink = { light: '#131722', dark: '#e9ecf2' };
const soft = { light: '#5a6474', dark: '#a3adbb' };
const line = { light: '#dfe3ea', dark: '#2d3541' };
const page = { light: '#ffffff', dark: '#12161d' };
const raised = { light: '#ffffff', dark: '#181d26' };
const sea = { light: '#0a5c6b', dark: '#4fb9c9' };
const deepSea = { light: '#074653', dark: '#7fd0dc' };
const onSea = { light: '#ffffff', dark: '#06262c' };
const foam = { light: '#e9f3f4', dark: '#16303a' };
const mist = { light: '#f4f6f9', dark: '#1f2631' };

/** Berth's own part of the design: type, colours, corners. It becomes a style sheet when the console is built. */
export const theme: Theme = {
  tokens: {
    fontFamilyBase: "'Inter Variable', system-ui, sans-serif",
    fontFamilyHeading: "'Inter Variable', system-ui, sans-serif",
    fontFamilyDisplay: "'Inter Variable', system-ui, sans-serif",
    fontWeightHeadingXl: '650',
    fontWeightHeadingL: '650',
    fontWeightHeadingM: '620',
    fontWeightDisplayL: '600',
    fontWeightButton: '560',
    fontWeightFormLabel: '560',
    letterSpacingHeadingXl: '-0.02em',
    letterSpacingHeadingL: '-0.015em',
    letterSpacingHeadingM: '-0.01em',

    borderRadiusButton: '8px',
    borderRadiusInput: '8px',
    borderRadiusContainer: '12px',
    borderRadiusAlert: '10px',
    borderRadiusFlashbar: '10px',
    borderRadiusDropdown: '10px',
    borderRadiusDialog: '14px',
    borderWidthButton: '1px',

    colorTextBodyDefault: ink,
    colorTextBodySecondary: soft,
    colorTextHeadingDefault: ink,
    colorTextHeadingSecondary: soft,
    colorTextFormDefault: ink,
    colorTextFormLabel: ink,
    colorTextFormSecondary: soft,
    colorTextLabel: soft,

    colorTextAccent: sea,
    colorTextLinkDefault: sea,
    colorTextLinkHover: deepSea,
    colorTextButtonNormalDefault: ink,
    colorTextButtonNormalHover: ink,
    colorTextButtonNormalActive: ink,
    colorTextButtonLinkDefault: sea,
    colorTextButtonLinkHover: deepSea,
    colorTextLinkButtonNormalDefault: ink,
    colorTextLinkButtonNormalHover: ink,
    colorBorderButtonNormalDefault: { light: '#c3cad5', dark: '#465060' },
    colorBorderButtonNormalHover: { light: '#8c96a5', dark: '#7b8797' },
    colorBorderButtonNormalActive: { light: '#8c96a5', dark: '#7b8797' },
    colorBackgroundButtonNormalDefault: raised,
    colorBackgroundButtonNormalHover: mist,
    colorBackgroundButtonPrimaryDefault: sea,
    colorBackgroundButtonPrimaryHover: deepSea,
    colorBackgroundButtonPrimaryActive: deepSea,
    colorBorderButtonPrimaryDefault: sea,
    colorBorderButtonPrimaryHover: deepSea,
    colorBorderButtonPrimaryActive: deepSea,
    colorTextButtonPrimaryDefault: onSea,
    colorTextButtonPrimaryHover: onSea,
    colorTextButtonPrimaryActive: onSea,

    colorBackgroundLayoutMain: page,
    colorBackgroundContainerContent: raised,
    colorBackgroundContainerHeader: raised,
    colorBackgroundControlChecked: sea,
    colorBackgroundInputDefault: raised,
    colorBackgroundDropdownItemDefault: raised,
    colorBackgroundDropdownItemHover: mist,
    colorBackgroundItemSelected: foam,
    colorBackgroundDropdownItemSelected: foam,
    colorItemSelected: sea,
    colorBorderItemFocused: sea,
    colorBorderItemSelected: sea,
    colorBorderInputFocused: sea,
    colorBackgroundSegmentActive: sea,
    colorTextSegmentActive: onSea,
    colorTextSegmentHover: sea,
    colorBackgroundBadgeBlue: sea,
    colorTextBadgeBlue: onSea,
    colorBackgroundDropdownItemFilterMatch: foam,
    colorTextDropdownItemFilterMatch: sea,
    colorTextStatusInfo: sea,
    colorBorderStatusInfo: sea,
    colorBackgroundStatusInfo: foam,
    colorBorderDividerDefault: line,
    colorBorderDividerSecondary: line,
    colorBackgroundToggleDefault: soft,
  },
  contexts: { alert: { tokens: { colorTextLinkDefault: sea, colorTextLinkHover: deepSea } } },
};
