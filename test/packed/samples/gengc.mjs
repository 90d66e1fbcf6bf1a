import { CycleCollector } from '@memstrata/gengc';
import { instanceType, ObjectHeap } from '@memstrata/refcount';

const heap = new ObjectHeap();
const collector = new CycleCollector(heap);
const object = heap.create(instanceType('Node', 1));
heap.refer(object, 0, object);
heap.decref(object);
console.log(heap.isAlive(object), collector.collect().collected, heap.isAlive(object));
