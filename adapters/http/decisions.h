// SPDX-License-Identifier: Apache-2.0
// POST /v1/decisions on one worker: a body is read whole, then its events are judged one after the
// other, giving the loop back to other connections now and then, then answered whole. Lives on the
// worker; not thread-safe.
#pragma once

#include <cstdint>
#include <list>

#include "filter/core/event_json.h"
#include "filter/daemon/http_server.h"
#include "filter/daemon/worker.h"

namespace picket::http {

class Decisions {
 public:
  // `judged`: counter of events answered.
  Decisions(daemon::Worker& worker, std::uint64_t max_body, daemon::CounterId judged);
  ~Decisions();

  // A POST of a client that may ask. Answers it, now or later:
  //   200  one decision, an array, or one a line, as the body had it, in its order
  //   400  {"error","line"}: the first bad event, from 1; nothing was judged
  //   413  the body is too long    415  another content type
  //   503  an event could not be judged properly and its route's policy says refuse
  void answer(daemon::HttpRequestPtr request);

 private:
  class Job;
  using Jobs = std::list<Job>;

  Jobs::iterator take_job();
  void give_back(Jobs::iterator job);

  daemon::Worker& worker_;
  std::uint64_t max_body_;
  daemon::CounterId judged_;
  core::EventReader reader_;
  Jobs busy_;
  Jobs idle_;  // with their memory, for the next requests
};

}  // namespace picket::http
