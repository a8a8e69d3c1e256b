import type { Command } from '../../system.ts';
import { curl } from './curl.ts';
import { hostname } from './hostname.ts';
import { ip } from './ip.ts';
import { nc } from './nc.ts';
import { openssl } from './openssl/openssl.ts';
import { ping } from './ping.ts';
import { scp } from './scp.ts';
import { ss } from './ss.ts';
import { ssh } from './ssh.ts';
import { wget } from './wget.ts';

/** Commands of the group `network`. */
export const commands: readonly Command[] = [curl, hostname, ip, nc, openssl, ping, scp, ss, ssh, wget];
