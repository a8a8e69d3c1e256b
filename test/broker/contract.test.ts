import { brokerContract, timedContract, type ServeWithClock } from './contract.ts';
import { brokerInMemory } from './in-memory.ts';

const inMemory: ServeWithClock = (settings) => {
  const { broker, clock, connect } = brokerInMemory(settings === undefined ? {} : { settings });
  return Promise.resolve({
    clock,
    connect: () => Promise.resolve(connect()),
    close: () => {
      broker.close();
      return clock.settle();
    },
  });
};

brokerContract('the broker over an in-memory wire', () => inMemory());
timedContract('the broker as time passes', inMemory);
