// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/file_limit.h"

#include <sys/resource.h>

namespace picket::daemon {

std::uint64_t raise_file_limit() noexcept {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  const rlimit wanted{limit.rlim_max, limit.rlim_max};
  return ::setrlimit(RLIMIT_NOFILE, &wanted) == 0 ? wanted.rlim_cur : limit.rlim_cur;
}

}  // namespace picket::daemon
