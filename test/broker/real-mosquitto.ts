import { freePorts } from '../golden/free-ports.ts';
import { mosquittoProcess } from '../kit/mosquitto.ts';
import { tcpClient } from '../kit/server.ts';
import type { Serve } from './contract.ts';

/** The Mosquitto of this machine, a fresh process each time: the contract is held against it as well. */
export const realMosquitto: Serve = async () => {
  const [port = 0] = await freePorts(1);
  const mosquitto = await mosquittoProcess(`listener ${port} 127.0.0.1\nallow_anonymous true\n`);
  return { connect: () => tcpClient(port), close: () => mosquitto.stop() };
};
