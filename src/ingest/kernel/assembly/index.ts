/** What the host calls. The host owns all memory. */
export { readKeys, rehash } from './keys';
export { hashRecords, readRecords } from './records';
export { readOrders } from './orders';
export { markPlain } from './rows';
export { readMicros, readSeconds, readSeries } from './values';
