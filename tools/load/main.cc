// SPDX-License-Identifier: Apache-2.0
// picket-load: load generators, simulators, and the checks of what came back (README.md).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "tools/load/audit.h"
#include "tools/load/http_run.h"
#include "tools/load/smpp_run.h"
#include "tools/load/smsc.h"
#include "tools/load/verify.h"

namespace {

using namespace picket::load;

void declare_client_tls(CLI::App& smpp, SmppOptions& o) {
  auto* tls = smpp.add_flag("--tls", o.tls, "speak TLS");
  auto* ca =
      smpp.add_option("--tls-ca", o.tls_files.ca,
                      "PEM file: the server's certificate must be of this CA (default: any)");
  auto* certificate = smpp.add_option("--tls-certificate", o.tls_files.certificate,
                                      "PEM file: ours, where the server asks for one");
  auto* key = smpp.add_option("--tls-key", o.tls_files.key, "PEM file: its key");
  ca->needs(tls);
  certificate->needs(tls)->needs(key);
  key->needs(certificate);
}

CLI::App& declare_smpp(CLI::App& app, SmppOptions& o) {
  auto& smpp = *app.add_subcommand("smpp", "an ESME: sends one message, or many and measures");
  smpp.add_option("--to", o.to, "address of the SMSC or filter")->capture_default_str();
  smpp.add_option("--bind", o.bind, "transceiver, transmitter, receiver")
      ->check(CLI::IsMember({"transceiver", "transmitter", "receiver"}))
      ->capture_default_str();
  smpp.add_option("--system-id", o.system_id, "{n} becomes the session's number")
      ->capture_default_str();
  smpp.add_option("--password", o.password, "of the bind")->capture_default_str();
  declare_client_tls(smpp, o);
  auto* text = smpp.add_option("--text", o.text, "the message to send");
  auto* messages =
      smpp.add_option("--messages", o.messages, "messages to send, one JSON object a line");
  text->excludes(messages);
  smpp.add_option("--from", o.from, "sender's address")->capture_default_str();
  smpp.add_option("--to-number", o.to_number, "recipient's address")->capture_default_str();
  smpp.add_option("--expect", o.expect, "any, accept or refuse: what each answer must be")
      ->check(CLI::IsMember({"any", "accept", "refuse"}))
      ->capture_default_str();
  smpp.add_option("--long", o.long_texts, "how texts too long for one PDU are sent")
      ->check(CLI::IsMember({"parts", "payload"}))
      ->capture_default_str();
  smpp.add_option("--count", o.count, "PDUs over all sessions (default: each message once)");
  smpp.add_option("--duration", o.duration_s, "seconds to go on sending");
  smpp.add_option("--rate", o.rate,
                  "PDUs a second over all sessions: an open loop, latencies "
                  "counted from when each was due");
  smpp.add_option("--window", o.window, "unanswered submits a session may have")
      ->check(CLI::Range(1u, 1u << 20))
      ->capture_default_str();
  smpp.add_option("--sessions", o.sessions, "binds")
      ->check(CLI::Range(1u, 100'000u))
      ->capture_default_str();
  smpp.add_option("--threads", o.threads, "threads the sessions are dealt to")
      ->check(CLI::Range(1u, 256u))
      ->capture_default_str();
  smpp.add_option("--timeout", o.timeout_ms, "milliseconds an answer may take")
      ->capture_default_str();
  smpp.add_flag("--receipts", o.receipts, "ask for receipts and wait for them");
  smpp.add_flag("--one-per-send", o.one_per_send, "one PDU a send(), as simple stacks do");
  smpp.add_flag("--marked", o.marked, "each submit can be known again by the simulator's --tally");
  smpp.add_flag("--reconnect", o.reconnect, "sessions that are lost bind again and go on");
  smpp.add_flag("--json", o.json, "the report as JSON");
  smpp.add_option("--answers", o.answers, "file to keep what each submit was answered in");
  return smpp;
}

CLI::App& declare_http(CLI::App& app, HttpOptions& o) {
  auto& http = *app.add_subcommand("http", "posts batches of events and checks every answer");
  http.add_option("--to", o.to, "address of picketd's http listener")->capture_default_str();
  auto* text = http.add_option("--text", o.text, "the message to have judged");
  auto* messages = http.add_option("--messages", o.messages, "messages, one JSON object a line");
  text->excludes(messages);
  http.add_option("--from", o.from, "sender's number")->capture_default_str();
  http.add_option("--to-number", o.to_number, "recipient's number")->capture_default_str();
  http.add_option("--expect", o.expect, "any, accept or refuse: what each verdict must be")
      ->check(CLI::IsMember({"any", "accept", "refuse"}))
      ->capture_default_str();
  http.add_option("--truth", o.truth,
                  "what a ruleset says of the messages (output of picket scan); may be repeated");
  http.add_option("--events", o.events, "events a batch")
      ->check(CLI::Range(1u, 1u << 20))
      ->capture_default_str();
  http.add_option("--connections", o.connections, "connections, one batch each at a time")
      ->check(CLI::Range(1u, 10'000u))
      ->capture_default_str();
  http.add_option("--threads", o.threads, "threads the connections are dealt to")
      ->check(CLI::Range(1u, 256u))
      ->capture_default_str();
  http.add_option("--count", o.count, "batches over all connections, instead of a duration");
  http.add_option("--duration", o.duration_s, "seconds")->capture_default_str();
  http.add_flag("--json", o.json, "the report as JSON");
  return http;
}

void declare_troubles(CLI::App& smsc, SmscTroubles& o) {
  smsc.add_option("--fail-every", o.fail_every, "every Nth message is answered with an error");
  smsc.add_option("--fail-status", o.status, "its command_status")->capture_default_str();
  smsc.add_option("--delay-every", o.delay_every, "every Nth message is answered late");
  smsc.add_option("--delay", o.delay_ms, "by so many milliseconds")->capture_default_str();
  smsc.add_option("--mute-every", o.mute_every, "every Nth message is never answered");
  smsc.add_option("--disconnect-every", o.disconnect_every,
                  "at every Nth message the connection is closed");
}

CLI::App& declare_smsc(CLI::App& app, SmscOptions& o) {
  auto& smsc = *app.add_subcommand("smsc", "an SMSC simulator, until Ctrl-C");
  smsc.add_option("--listen", o.listen, "address; port 0: the system chooses")
      ->capture_default_str();
  smsc.add_option("--system-id", o.system_id, "of its bind responses")->capture_default_str();
  auto* certificate = smsc.add_option("--tls-certificate", o.tls_certificate,
                                      "speak TLS, and show this certificate (PEM file)");
  auto* key = smsc.add_option("--tls-key", o.tls_key, "PEM file: its key");
  certificate->needs(key);
  key->needs(certificate);
  smsc.add_option("--ledger", o.ledger, "file for what reached it, one JSON object a line");
  smsc.add_option("--tally", o.tally,
                  "file of how often each marked submit came; goes on from what it says");
  smsc.add_flag("--receipts", o.receipts, "send a receipt where one is asked for");
  smsc.add_option("--deliver", o.deliver, "a text to deliver to each ESME that binds to receive");
  smsc.add_option("--deliver-from", o.deliver_from, "its sender")->capture_default_str();
  smsc.add_option("--deliver-to", o.deliver_to, "its recipient")->capture_default_str();
  smsc.add_option("--threads", o.threads, "threads the sessions are dealt to")
      ->check(CLI::Range(1u, 256u))
      ->capture_default_str();
  smsc.add_flag("--one-per-send", o.one_per_send, "one PDU a send(), as simple stacks do");
  declare_troubles(smsc, o.troubles);
  smsc.add_flag("--quiet", o.quiet, "say nothing of single messages");
  return smsc;
}

CLI::App& declare_verify(CLI::App& app, VerifyOptions& o) {
  auto& verify = *app.add_subcommand(
      "verify", "holds picketd's decision log against what the ESMEs were answered");
  verify.add_option("--answers", o.answers, "as picket-load smpp --answers wrote it")->required();
  verify.add_option("--messages", o.messages, "as given to that run")->required();
  verify.add_option("--truth", o.truth, "output of picket scan, one file a ruleset")->required();
  auto* logs = verify.add_option("--log", o.logs, "the decision log and its rotated files");
  auto* take = verify.add_option("--take", o.take,
                                 "a log still written: its rotated files are read and removed as "
                                 "they come, until standard input ends");
  logs->excludes(take);
  return verify;
}

CLI::App& declare_audit(CLI::App& app, AuditOptions& o) {
  auto& audit = *app.add_subcommand(
      "audit", "holds what reached the simulator against what the ESMEs were answered");
  audit.add_option("--answers", o.answers, "as picket-load smpp --marked --answers wrote it")
      ->required();
  audit.add_option("--tally", o.tally, "as picket-load smsc --tally wrote it")->required();
  return audit;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Load generators, simulators and checks for Picket", "picket-load");
  app.require_subcommand(1);
  SmppOptions smpp;
  HttpOptions http;
  SmscOptions smsc;
  VerifyOptions verify;
  AuditOptions audit;
  int status = 0;
  declare_smpp(app, smpp).final_callback([&] { status = run_smpp(smpp); });
  declare_http(app, http).final_callback([&] { status = run_http(http); });
  declare_smsc(app, smsc).final_callback([&] { status = run_smsc(smsc); });
  declare_verify(app, verify).final_callback([&] { status = run_verify(verify); });
  declare_audit(app, audit).final_callback([&] { status = run_audit(audit); });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "picket-load: {}\n", error.what());
    return 2;
  }
  return status;
}
