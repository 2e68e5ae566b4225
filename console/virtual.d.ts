/** The style sheet that `theme-as-css.ts` makes. */
declare module 'virtual:theme.css';
