import { accessContract } from './access/contract.ts';
import { guardedMosquitto } from './access/guarded-mosquitto.ts';
import { brokerContract } from './contract.ts';
import { realMosquitto } from './real-mosquitto.ts';

brokerContract('the Mosquitto of this machine', realMosquitto);
accessContract('access to the Mosquitto of this machine', guardedMosquitto);
