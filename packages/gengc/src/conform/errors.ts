export { RecordFormatError } from '@memstrata/refcount/conform';
