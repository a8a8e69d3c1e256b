import { brokerContract } from './contract.ts';
import { realMosquitto } from './real-mosquitto.ts';

brokerContract('the Mosquitto of this machine', realMosquitto);
