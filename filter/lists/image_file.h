// SPDX-License-Identifier: Apache-2.0
// lists/NAME.map as a file: read whole, or written so that there is the old one or the new one and
// nothing between. Control thread and tools.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "filter/lists/file_identity.h"
#include "filter/lists/list_image.h"

namespace picket::lists {

struct ReadImage {
  std::shared_ptr<const ListImage> image;
  FileIdentity identity;  // of the file that it was read from
};

// Reads the file into memory of its own, its digest on the way, and checks digest and structure.
// Where it fails nothing is left of it.
std::expected<ReadImage, ImageFault> read_image_file(const std::string& file);

// The header of a compiled list, without looking at the rest.
std::expected<ImageHeader, ImageFault> read_image_header(const std::string& file);

// Written to a temporary name beside it that begins with a dot, put to disk, renamed, and the
// directory put to disk. `fill` writes all that is behind the header and returns that. Who may read
// the source may read the file: it has the source's mode, owner and group, as far as this process
// can give them. False where `source` is not the file of that identity any more just before the
// rename. Throws std::system_error. Either way the temporary file is gone then and an older `file`
// is what it was, unless it is the directory that cannot be put to disk: the new one is there then,
// and may not be after a loss of power.
bool write_image_file(const std::string& file, const std::string& source,
                      const FileIdentity& identity,
                      const std::function<ImageHeader(const Write&)>& fill);

}  // namespace picket::lists
