import { instanceType, ObjectHeap } from '@memstrata/refcount';
import { rc } from '@memstrata/refcount/rc';

const heap = new ObjectHeap();
const node = heap.create(instanceType('Node', 1));
heap.incref(node);
const handle = rc('socket');
const clone = handle.clone();
handle.dispose();
console.log(heap.refcount(node), clone.value, clone.unique);
