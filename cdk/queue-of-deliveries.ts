/** How long a message that is being handled is hidden from others, in seconds. */
export const VISIBLE_AFTER = 180;

/**
 * How often a message is delivered before it goes into the dead-letter queue. The nine attempts of a delivery need
 * nine. The others are for Berth's own failures, which are retried at least every quarter of an hour, so they last
 * for almost a day. Messages for the bus are finally tried once an hour: they go into the dead-letter queue after
 * five days. SQS keeps a message for fourteen days in total.
 */
export const MOST_RECEIVES = 100;
