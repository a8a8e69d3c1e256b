/** What a WebSocket needs beside the lab itself: a page fetches it when the first one is opened. */
export { WebSocketBridge } from './web-socket-bridge.ts';
export { handshakeInVain } from './web-socket-handshake.ts';
