// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/privileges.h"

#include <grp.h>
#include <pwd.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace picket::daemon {

void become_user(const std::string& user, std::span<const std::string> files) {
  errno = 0;
  const passwd* entry = ::getpwnam(user.c_str());
  if (entry == nullptr) throw std::runtime_error("user: there is no user '" + user + "'");
  const uid_t uid = entry->pw_uid;
  const gid_t gid = entry->pw_gid;
  if (::geteuid() == uid) return;
  if (::geteuid() != 0) throw std::runtime_error("user: only root can become '" + user + "'");
  const auto check = [&](int result, const std::string& doing) {
    if (result != 0) throw std::system_error(errno, std::generic_category(), "user: " + doing);
  };
  for (const std::string& file : files)
    if (::chown(file.c_str(), uid, gid) != 0 && errno != ENOENT)
      throw std::system_error(errno, std::generic_category(), "user: " + file);
  // In this order: without root there is no changing groups. Each acts on every thread.
  check(::initgroups(user.c_str(), gid), "its groups");
  check(::setgid(gid), "its group");
  check(::setuid(uid), "becoming it");
  if (uid != 0 && ::setuid(0) == 0) throw std::runtime_error("user: root could be had again");
}

}  // namespace picket::daemon
