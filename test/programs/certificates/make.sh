#!/usr/bin/env bash
# Makes the certificates of this folder, which are for tests only and good for a hundred years:
# `ca` signs `server` (localhost, 127.0.0.1), `elsewhere` (example.org) and `client`; `other` is a
# stranger's.
set -eu
cd "$(dirname "$0")"
key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
self() { openssl req -x509 "${key[@]}" -keyout "$1.key" -out "$1.crt" -days 36500 -subj "/CN=$2"; }
signed() {
  openssl req "${key[@]}" -keyout "$1.key" -out "$1.csr" -subj "/CN=$2"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 36500 -out "$1.crt" \
    -extfile <(echo "subjectAltName=$3")
  rm "$1.csr"
}
self ca 'Kleber test authority'
self other 'Somebody else'
signed server localhost DNS:localhost,IP:127.0.0.1
signed elsewhere example.org DNS:example.org
signed client ada DNS:ada
rm ca.srl ca.key other.key
