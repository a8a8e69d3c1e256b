import { brokerContract } from './contract.ts';
import { brokerInMemory } from './in-memory.ts';

brokerContract('the broker over an in-memory wire', () => {
  const { broker, clock, connect } = brokerInMemory();
  return Promise.resolve({
    connect: () => Promise.resolve(connect()),
    close: () => {
      broker.close();
      return clock.settle();
    },
  });
});
