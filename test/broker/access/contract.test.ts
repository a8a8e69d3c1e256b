import { accessContract } from './contract.ts';
import { guardedInMemory } from './guarded-in-memory.ts';

accessContract('access, in memory, on the general path', guardedInMemory(false));
accessContract('access, in memory, on the hot path', guardedInMemory(true));
