// SPDX-License-Identifier: Apache-2.0
// What became of a listener's credentials when their files were read anew, on SIGHUP. Each part is
// taken by itself: one whose files are of no use stays as it was while the others are taken.
// Control thread.
#pragma once

#include <string>
#include <utility>

#include "filter/document/diagnostic.h"

namespace picket::daemon {

struct CredentialsNews {
  std::string text;   // `tokens read anew (2); certificate kept: FILE: no such file`; may be empty
  bool whole = true;  // nothing had to be kept
};

class CredentialsReport {
 public:
  // `diagnostics`: gets what was wrong with parts that are kept.
  explicit CredentialsReport(document::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void taken(const std::string& part, const std::string& detail = {}) {
    say(part + " read anew" + detail);
  }

  void kept(const std::string& part, const document::Diagnostics& faults) {
    news_.whole = false;
    say(part + " kept: " + (faults.all().empty() ? "" : faults.all().front().message));
    for (const document::Diagnostic& fault : faults.all()) diagnostics_.add(fault);
  }

  CredentialsNews take() { return std::move(news_); }

 private:
  void say(const std::string& what) { news_.text += (news_.text.empty() ? "" : "; ") + what; }

  document::Diagnostics& diagnostics_;
  CredentialsNews news_;
};

}  // namespace picket::daemon
