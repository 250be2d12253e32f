#pragma once
#include <filesystem>
#include <span>

#include "store/sql/connection.h"

namespace himthough::sql {

/// Runs the steps that the database has not seen, each in a transaction that also writes its number to user_version. Forward only.
/// Throws std::runtime_error with a sentence for the operator: not one of our files, made by a newer version, or a step failed
/// (its database is as it was before that step).
void migrate(Connection& connection, std::span<const Migration> steps, const std::filesystem::path& file);

/// As migrate(), but refuses unless there is nothing left to do.
void must_be_current(Connection& connection, std::span<const Migration> steps, const std::filesystem::path& file);

}  // namespace himthough::sql
