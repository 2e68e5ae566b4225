/** How long a message that is being handled is hidden from others, in seconds. */
export const VISIBLE_AFTER = 180;

/**
 * How often a message is delivered before it goes into the dead-letter queue. The nine attempts of a delivery take as many; the
 * rest is for Berth's own failures, which come up to a quarter of an hour apart: almost a day of them. What is for the bus
 * is tried each hour at last: it comes there after five days, and SQS keeps it for fourteen in all.
 */
export const MOST_RECEIVES = 100;
