/** The talk's machines and their addresses. */
export const HOSTS = { 'rpi-broker': '192.168.1.3', 'rpi-pub': '192.168.1.4', 'rpi-sub': '192.168.1.5' } as const;

/** The learner's own machine: it shows the page, and the page's connections to the LAN come from it. */
export const LAPTOP = { name: 'laptop', address: '192.168.1.2' } as const;
