#pragma once
#include <string>
#include <string_view>

#include "reach/released.h"

namespace himthough::reach {

/// Everything released of one table, a row for each cell: "day,event,count", "week,voice,country,count", "week,voice,language,count".
/// RFC 4180, UTF-8. An empty country or language: it was not said. No cell can be taken for a formula: all are numbers, days and words of ours.
std::string csv_of(Table table, const Released::Series& series);
/// The same as JSON, with the method and, of each period, the day of its release and its hash.
std::string json_of(std::string_view movement, Table table, const Released::Series& series);
/// What the CSV files are, column by column: a Tabular Data Package (Frictionless Data, specs.frictionlessdata.io). `address`: of the movement's
/// pages, "https://example.org/metoo".
std::string data_package_of(std::string_view movement, std::string_view address);

}  // namespace himthough::reach
