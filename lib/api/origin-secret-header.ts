/** The header with which CloudFront proves to the functions that a request came through it. */
export const ORIGIN_SECRET_HEADER = 'x-berth-origin';
