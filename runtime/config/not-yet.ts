/**
 * Options that Mosquitto 2.0 knows and this broker does not have yet. They are refused by name: a
 * configuration whose half is ignored would be worse than none.
 */
export const NOT_YET: ReadonlySet<string> = new Set(
  `acl_file address addresses allow_duplicate_messages auth_plugin auth_plugin_deny_special_chars autosave_interval
   autosave_on_changes bind_interface bridge_alpn bridge_attempt_unsubscribe bridge_bind_address bridge_cafile
   bridge_capath bridge_certfile bridge_identity bridge_insecure bridge_keyfile bridge_max_packet_size
   bridge_outgoing_retain bridge_protocol_version bridge_psk bridge_require_ocsp bridge_tls_version cafile capath
   certfile check_retain_source ciphers ciphers_tls1.3 cleansession clientid clientid_prefixes connection crlfile
   dhparamfile ffdc_output http_dir idle_timeout include_dir keepalive_interval keyfile local_cleansession
   local_clientid local_password local_username log_facility max_inflight_bytes max_log_entries
   memory_limit mount_point notification_topic notifications
   notifications_local_only password password_file persistence_file persistence_location
   plugin psk_file psk_hint remote_clientid remote_password remote_username
   require_certificate restart_timeout retry_interval round_robin socket_domain start_type
   store_clean_interval threshold tls_engine tls_engine_kpass_sha1 tls_keyform tls_version topic
   trace_level trace_output try_private upgrade_outgoing_qos use_identity_as_username use_subject_as_username
   use_username_as_clientid username websockets_headers_size websockets_log_level`.split(/\s+/),
);

/** Options of plugins have names of their own making. */
export const isNotYet = (name: string): boolean => NOT_YET.has(name) || /^(auth|plugin)_opt_/.test(name);
