/** `--tls-version`, `tls_version` and `bridge_tls_version`, as the network calls them. */
export const TLS_VERSIONS = { 'tlsv1.1': '1.1', 'tlsv1.2': '1.2', 'tlsv1.3': '1.3' } as const;
