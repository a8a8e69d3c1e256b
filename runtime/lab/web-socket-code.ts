/** What a WebSocket needs beside the lab itself: a page fetches it when the first one is opened. */
export { WebSocketBridge } from './web-socket-bridge.ts';
export { connectWebSocket } from '#runtime/lan/web-socket-client.ts';
