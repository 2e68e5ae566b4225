/** The header with which CloudFront shows the functions that a request came through it. */
export const ORIGIN_SECRET_HEADER = 'x-berth-origin';
